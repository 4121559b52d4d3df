/** Partitions, and the regions that stand for them. */

/** @returns the partition that a region belongs to, by the shape of its code. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  if (region.startsWith('eusc-')) return 'aws-eusc';
  const iso = /^us-iso([a-z]?)-/.exec(region);
  if (iso) return iso[1] ? `aws-iso-${iso[1]}` : 'aws-iso';
  return 'aws';
}

const DEFAULT_REGION: Readonly<Record<string, string>> = {
  aws: 'us-east-1',
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
  'aws-eusc': 'eusc-de-east-1',
  'aws-iso': 'us-iso-east-1',
  'aws-iso-b': 'us-isob-east-1',
};

/** Regions of the partition `aws` that cannot be switched off. Source: AWS General Reference, "Regions enabled by default". */
const ALWAYS_ON = new Set([
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
]);

/**
 * The region in which to ask STS and DescribeRegions: the first of the wanted ones that is surely on, else the default of
 * their partition.
 */
export function homeRegion(wanted: readonly string[]): string {
  const on = wanted.find((region) => partitionOf(region) !== 'aws' || ALWAYS_ON.has(region));
  return on ?? DEFAULT_REGION[partitionOf(wanted[0] ?? 'us-east-1')] ?? 'us-east-1';
}

/** The partition's own region, for a role whose ARN is all that is known. */
export const defaultRegion = (partition: string): string => DEFAULT_REGION[partition] ?? 'us-east-1';

/** Source: AWS Billing User Guide, "Price List Query API", endpoints; for China the AWS China one. */
export function pricingRegion(partition: string, region: string): string {
  if (partition === 'aws-cn') return 'cn-northwest-1';
  if (/^(eu|me|af|il)-/.test(region)) return 'eu-central-1';
  return region.startsWith('ap-') ? 'ap-south-1' : 'us-east-1';
}

/** The region in which a partition keeps what belongs to an account as a whole. Source: AWS General Reference, service endpoints. */
export function globalRegion(partition: string): string {
  return partition === 'aws-cn' ? 'cn-northwest-1' : defaultRegion(partition);
}
