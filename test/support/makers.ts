/** Rows as discovery gives them, whole and valid, with what a test cares about put over them. */
import {
  inventoryTables,
  isOfAccount,
  type MetricName,
  type MetricRow,
  metricSpecs,
  type Row,
  type TableName,
} from '../../contracts/inventory/catalogue.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';
import type { Column } from '../../contracts/table.ts';

export const AS_OF = '2026-11-25T06:00:00.000Z';
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';
const DAY = 86_400_000;

/** An instant that many days before the run. */
export const daysAgo = (days: number): string => new Date(Date.parse(AS_OF) - days * DAY).toISOString();

/** What a column holds when there is nothing to say. */
export function blank(c: Column): unknown {
  if (c.nullable) return null;
  if (c.type === 'list') return [];
  if (c.type === 'map') return {};
  if (c.type === 'struct') return Object.fromEntries(Object.entries(c.fields).map(([k, f]) => [k, blank(f)]));
  if (c.type === 'money') return '0.000000';
  return c.type === 'bool' ? false : ['text', 'timestamp', 'date'].includes(c.type) ? '' : 0;
}

export const maker =
  <T extends TableName>(table: T, usual: Partial<Row<T>>) =>
  (over: Partial<Row<T>> = {}): Row<T> => {
    const columns: Readonly<Record<string, Column>> = inventoryTables[table].columns;
    const empty = Object.fromEntries(Object.entries(columns).map(([k, c]) => [k, blank(c)]));
    const region = isOfAccount(table) ? GLOBAL : REGION;
    return { ...empty, account_id: ACCOUNT, region, ...usual, ...over } as Row<T>;
  };

/** Running, on demand, three months old, IMDSv2 only, in one group, with one volume. */
export const instance = maker('ec2_instances', {
  instance_id: 'i-0a',
  instance_type: 'm5.xlarge',
  state: 'running',
  image_id: 'ami-0a',
  vpc_id: 'vpc-0a',
  subnet_id: 'subnet-0a',
  availability_zone: 'eu-west-1a',
  platform_details: 'Linux/UNIX',
  usage_operation: 'RunInstances',
  tenancy: 'default',
  architecture: 'x86_64',
  launch_time: daysAgo(90),
  http_tokens: 'required',
  http_endpoint: 'enabled',
  security_group_ids: ['sg-0a'],
  volume_ids: ['vol-0a'],
});
export const instanceType = maker('ec2_instance_types', {
  instance_type: 'm5.xlarge',
  vcpus: 4,
  memory_mib: 16_384,
  architectures: ['x86_64'],
});
export const securityGroup = maker('ec2_security_groups', {
  group_id: 'sg-0a',
  group_name: 'shop',
  description: 'shop',
  vpc_id: 'vpc-0a',
});
/** TCP from everywhere to one port. */
export const rule = (
  over: Partial<Row<'ec2_security_groups'>['ingress'][number]> = {},
): Row<'ec2_security_groups'>['ingress'][number] => ({
  protocol: 'tcp',
  from_port: 22,
  to_port: 22,
  cidrs: ['0.0.0.0/0'],
  prefix_list_ids: [],
  group_ids: [],
  ...over,
});
export const networkInterface = maker('ec2_network_interfaces', {
  network_interface_id: 'eni-0a',
  interface_type: 'interface',
  status: 'in-use',
  vpc_id: 'vpc-0a',
  subnet_id: 'subnet-0a',
  availability_zone: 'eu-west-1a',
  instance_id: 'i-0a',
  group_ids: ['sg-0a'],
});
export const launchTemplateVersion = maker('ec2_launch_template_versions', {
  launch_template_id: 'lt-0a',
  version: 1,
  security_group_ids: ['sg-0a'],
});
/** 100 GiB of gp3 at its baseline, encrypted, attached to a running instance. */
export const volume = maker('ec2_volumes', {
  volume_id: 'vol-0a',
  volume_type: 'gp3',
  size_gib: 100,
  iops: 3000,
  throughput_mibps: 125,
  state: 'in-use',
  encrypted: true,
  create_time: daysAgo(90),
  availability_zone: 'eu-west-1a',
  attachments: [{ instance_id: 'i-0a', state: 'attached' }],
});
export const snapshot = maker('ec2_snapshots', {
  snapshot_id: 'snap-0a',
  volume_id: 'vol-0a',
  volume_size_gib: 100,
  state: 'completed',
  storage_tier: 'standard',
  start_time: daysAgo(90),
  encrypted: true,
  description: 'before the upgrade',
});
export const image = maker('ec2_images', {
  image_id: 'ami-0a',
  name: 'golden',
  state: 'available',
  created_at: daysAgo(90),
  snapshot_ids: ['snap-0a'],
});
export const address = maker('ec2_addresses', {
  allocation_id: 'eipalloc-0a',
  public_ip: '198.51.100.7',
  public_ipv4_pool: 'amazon',
});
/** Zonal, public, three months old. */
export const natGateway = maker('ec2_nat_gateways', {
  nat_gateway_id: 'nat-0a',
  state: 'available',
  vpc_id: 'vpc-0a',
  subnet_id: 'subnet-0a',
  connectivity_type: 'public',
  availability_mode: 'zonal',
  created_at: daysAgo(90),
});
/** Sends everything to nat-0a, for subnet-0b. */
export const routeTable = maker('ec2_route_tables', {
  route_table_id: 'rtb-0a',
  vpc_id: 'vpc-0a',
  subnet_ids: ['subnet-0b'],
  nat_gateway_ids: ['nat-0a'],
  routes: [
    { destination: '10.0.0.0/16', target: 'local', state: 'active' },
    { destination: '0.0.0.0/0', target: 'nat-0a', state: 'active' },
  ],
});
export const subnet = maker('ec2_subnets', {
  subnet_id: 'subnet-0a',
  vpc_id: 'vpc-0a',
  availability_zone: 'eu-west-1a',
});
export const vpcEndpoint = maker('ec2_vpc_endpoints', {
  vpc_endpoint_id: 'vpce-0a',
  vpc_id: 'vpc-0a',
  endpoint_type: 'Gateway',
  service_name: 'com.amazonaws.eu-west-1.s3',
  state: 'available',
  route_table_ids: ['rtb-0a'],
});
/** PostgreSQL on 200 GiB of gp3, available, single zone, three months old. */
export const dbInstance = maker('rds_instances', {
  db_instance_id: 'shop',
  dbi_resource_id: 'db-SHOP',
  arn: `arn:aws:rds:${REGION}:${ACCOUNT}:db:shop`,
  instance_class: 'db.m5.large',
  engine: 'postgres',
  engine_version: '16.4',
  license_model: 'postgresql-license',
  engine_lifecycle_support: 'open-source-rds-extended-support',
  status: 'available',
  availability_zone: 'eu-west-1a',
  storage_type: 'gp3',
  allocated_storage_gib: 200,
  iops: 3000,
  storage_throughput_mibps: 125,
  created_at: daysAgo(90),
});
export const dbCluster = maker('rds_clusters', {
  db_cluster_id: 'ledger',
  cluster_resource_id: 'cluster-LEDGER',
  arn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:ledger`,
  engine: 'aurora-postgresql',
  engine_version: '16.4',
  engine_mode: 'provisioned',
  status: 'available',
  storage_type: 'aurora',
  created_at: daysAgo(90),
  member_ids: ['ledger-1'],
});
/** Manual, 200 GiB, three months old, of the instance `shop`. */
export const dbSnapshot = maker('rds_snapshots', {
  snapshot_id: 'shop-before-upgrade',
  arn: `arn:aws:rds:${REGION}:${ACCOUNT}:snapshot:shop-before-upgrade`,
  source_id: 'shop',
  source_resource_id: 'db-SHOP',
  snapshot_type: 'manual',
  status: 'available',
  created_at: daysAgo(90),
  allocated_storage_gib: 200,
  engine: 'postgres',
  encrypted: true,
});
/** Manual, three months old, of the cluster `ledger`. */
export const dbClusterSnapshot = maker('rds_cluster_snapshots', {
  snapshot_id: 'ledger-before-upgrade',
  arn: `arn:aws:rds:${REGION}:${ACCOUNT}:cluster-snapshot:ledger-before-upgrade`,
  source_id: 'ledger',
  source_resource_id: 'cluster-LEDGER',
  snapshot_type: 'manual',
  status: 'available',
  created_at: daysAgo(90),
  allocated_storage_gib: 200,
  engine: 'aurora-postgresql',
  encrypted: true,
});
export const engineLifecycle = maker('rds_engine_lifecycles', {
  engine: 'postgres',
  major_version: '16',
  support: 'open-source-rds-standard-support',
  starts_on: '2024-03-01',
  ends_on: '2029-02-28',
});

/** One value a period (day or hour), or the same in every one; a shorter list stands for the last ones, those before have none. */
export type Daily = number | null | readonly (number | null)[];

/** A whole recorded series of one resource, ending with the last complete day. */
export function series(
  metric: MetricName,
  resourceId: string,
  daily: Daily,
  at: { accountId?: string; region?: string } = {},
): MetricRow {
  const { days, period } = metricSpecs[metric];
  const periods = (days * 86_400) / period;
  const end = Math.floor(Date.parse(AS_OF) / DAY) * DAY;
  const given: readonly (number | null)[] = Array.isArray(daily)
    ? daily
    : new Array<number | null>(periods).fill(daily as number | null);
  return {
    account_id: at.accountId ?? ACCOUNT,
    region: at.region ?? REGION,
    metric,
    resource_id: resourceId,
    start: new Date(end - days * DAY).toISOString(),
    period,
    values: [...new Array<null>(periods - given.length).fill(null), ...given],
  };
}
