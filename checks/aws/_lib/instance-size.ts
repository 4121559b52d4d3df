/** Sizes of instance types and classes. Which of them exist in a region is asked of the API, not known here. */

const SIZES = ['nano', 'micro', 'small', 'medium', 'large', 'xlarge'];
const WIDE = [2, 3, 4, 6, 8, 9, 10, 12, 16, 18, 24, 32, 48, 56, 96, 112];

const rank = (size: string): number => {
  const wide = /^(\d+)xlarge$/.exec(size)?.[1];
  return wide === undefined ? SIZES.indexOf(size) : SIZES.length + WIDE.indexOf(Number(wide));
};
const ALL = [...SIZES, ...WIDE.map((n) => `${n}xlarge`)];

/** Sizes below, nearest first: `m5.2xlarge` → `m5.xlarge`, `m5.large`, … Empty for metal and unknown sizes. Names may not exist. */
export function smallerSizes(type: string): string[] {
  const cut = type.lastIndexOf('.');
  const [family, size] = [type.slice(0, cut), type.slice(cut + 1)];
  const at = rank(size);
  return at <= 0
    ? []
    : ALL.slice(0, at)
        .reverse()
        .slice(0, 6)
        .map((s) => `${family}.${s}`);
}

/** vCPUs of an RDS class, from its size: large 2, xlarge 4, Nxlarge 4N; smaller burstable sizes 2 (db.t2 and db.t1: 1). */
export function databaseVcpus(instanceClass: string): number | undefined {
  const [, family = '', size = ''] = instanceClass.split('.');
  const wide = /^(\d+)xlarge$/.exec(size)?.[1];
  if (wide !== undefined) return Number(wide) * 4;
  if (size === 'xlarge') return 4;
  if (size === 'large') return 2;
  if (['micro', 'small', 'medium'].includes(size))
    return /^(t[12]|m[13])$/.test(family) && size !== 'medium' ? 1 : 2;
  return undefined;
}
