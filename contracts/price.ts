/** What can be priced. A check asks with these; src/price answers from the Price List API or the bundled table. */
import type { Big } from './money.ts';

export const PRICE_KINDS = [
  'ec2.instance.hour',
  'ec2.cpu_credit.vcpu_hour',
  'ebs.storage.gib_month',
  'ebs.iops.month',
  'ebs.throughput.mibps_month',
  'ebs.snapshot.gib_month',
  'vpc.public_ipv4.hour',
  'vpc.nat_gateway.hour',
  'vpc.nat_gateway.gib',
  'rds.instance.hour',
  'rds.storage.gib_month',
  'rds.iops.month',
  'rds.backup.gib_month',
  'rds.extended_support.vcpu_hour',
] as const;
export type PriceKind = (typeof PRICE_KINDS)[number];

export interface PriceRequest {
  readonly kind: PriceKind;
  readonly region: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export interface Price {
  /** US dollars per unit of the kind's name (hour, GiB-month, IOPS-month, MiB/s-month, vCPU-hour). */
  readonly usd: Big;
  readonly source: 'price_list_api' | 'bundled';
  /** 0 to 100: 90 for one exact SKU of the Price List, lower for the bundled table. */
  readonly confidence: number;
  /** Date of the price, YYYY-MM-DD. */
  readonly asOf: string;
  /** Why it is approximate, empty when exact. */
  readonly note: string;
}

/** One text per distinct request. */
export const priceKey = (r: PriceRequest): string =>
  `${r.kind}|${r.region}|${Object.keys(r.attributes)
    .sort()
    .map((k) => `${k}=${r.attributes[k]}`)
    .join(',')}`;

const request =
  <A extends Record<string, string>>(kind: PriceKind) =>
  (region: string, attributes: A): PriceRequest => ({ kind, region, attributes });

/** `platformDetails` as DescribeInstances says it (empty = Linux/UNIX); tenancy default | dedicated | host. */
export const ec2InstanceHour = request<{ instanceType: string; platformDetails: string; tenancy: string }>(
  'ec2.instance.hour',
);
/** Surplus CPU credits per vCPU-hour; family e.g. t3. */
export const cpuCreditVcpuHour = request<{ family: string; platformDetails: string }>(
  'ec2.cpu_credit.vcpu_hour',
);
export const ebsStorage = request<{ volumeType: string }>('ebs.storage.gib_month');
/** Provisioned IOPS per month: all of io1, io2 (first tier); above 3,000 of gp3. */
export const ebsIops = request<{ volumeType: string }>('ebs.iops.month');
/** Provisioned throughput above 125 MiB/s of gp3, per MiB/s-month. */
export const ebsThroughput = request<{ volumeType: string }>('ebs.throughput.mibps_month');
export const ebsSnapshotStorage = request<{ storageTier: string }>('ebs.snapshot.gib_month');
export const publicIpv4Hour = request<{ state: 'idle' | 'in_use' }>('vpc.public_ipv4.hour');
export const natGatewayHour = request<Record<string, never>>('vpc.nat_gateway.hour');
export const natGatewayGib = request<Record<string, never>>('vpc.nat_gateway.gib');
/** `engine` and `licenseModel` as the RDS API says them. */
export const rdsInstanceHour = request<{
  instanceClass: string;
  engine: string;
  licenseModel: string;
  deployment: 'single_az' | 'multi_az';
}>('rds.instance.hour');
export const rdsStorage = request<{
  storageType: string;
  engine: string;
  deployment: 'single_az' | 'multi_az';
}>('rds.storage.gib_month');
export const rdsIops = request<{ storageType: string; engine: string; deployment: 'single_az' | 'multi_az' }>(
  'rds.iops.month',
);
/** Backup storage beyond the free allotment. */
export const rdsBackupStorage = request<{ engine: string }>('rds.backup.gib_month');
export const rdsExtendedSupport = request<{ engine: string; year: '1-2' | '3' }>(
  'rds.extended_support.vcpu_hour',
);
