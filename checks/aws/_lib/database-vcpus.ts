/**
 * vCPUs of a DB instance class. Source: RDS User Guide, "Hardware specifications for DB instance classes": large 2,
 * xlarge 4, Nxlarge 4·N; micro and small of the first generations 1, later 2. Undefined for sizes that it does not know.
 */
export function databaseVcpus(instanceClass: string): number | undefined {
  // optimised classes carry their own figures: db.r5.2xlarge.tpc1.mem2x
  const [, family = '', size = '', cores] = instanceClass.split('.');
  if (cores !== undefined) return undefined;
  const wide = /^(\d+)xlarge$/.exec(size)?.[1];
  if (wide !== undefined) return Number(wide) * 4;
  if (size === 'xlarge') return 4;
  if (size === 'large') return 2;
  if (size === 'medium') return /^m[13]$/.test(family) ? 1 : 2;
  if (size === 'micro' || size === 'small') return /^(t[12]|m1)$/.test(family) ? 1 : 2;
  return undefined;
}
