/** The green side of a blue/green deployment waits for the switch. Source: RDS User Guide, "Creating a blue/green deployment": `name-green-` and six random characters. */
const GREEN = /-green-[a-z0-9]{6}$/;

export const isGreen = (r: { readonly db_instance_id: string }): boolean => GREEN.test(r.db_instance_id);
