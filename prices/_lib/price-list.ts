/** Words of the Price List that queries share. Source: AWS Price List Query API, GetProducts. */

export const HOURS = { Hrs: 1, Hours: 1, hours: 1 };
export const GB_MONTHS = { 'GB-Mo': 1, 'GB-month': 1, 'GB-Month': 1 };
export const IOPS_MONTHS = { 'IOPS-Mo': 1, 'IOPS-month': 1 };
export const VCPU_HOURS = { 'vCPU-Hours': 1, 'vCPU-hour': 1, 'vCPU-Hour': 1 };

/** A usage type (a pattern) as it stands in us-east-1, or behind a region prefix such as EUW3-. */
export const exactly = (usageType: string): RegExp => new RegExp(`^(?:[A-Z0-9]+-)?${usageType}$`);
