/** Every inventory table and metric by name: what discovery can read and checks can ask for. */
import {
  defineTable,
  double,
  int32,
  list,
  map,
  nullable,
  type RowOf,
  text,
  timestamp,
  uint8,
} from '../table.ts';
import * as ec2 from './ec2.ts';
import * as rds from './rds.ts';

export const inventoryTables = {
  ec2_instances: ec2.ec2Instances,
  ec2_instance_types: ec2.ec2InstanceTypes,
  ec2_security_groups: ec2.ec2SecurityGroups,
  ec2_network_interfaces: ec2.ec2NetworkInterfaces,
  ec2_launch_template_versions: ec2.ec2LaunchTemplateVersions,
  ec2_volumes: ec2.ec2Volumes,
  ec2_snapshots: ec2.ec2Snapshots,
  ec2_images: ec2.ec2Images,
  ec2_addresses: ec2.ec2Addresses,
  ec2_nat_gateways: ec2.ec2NatGateways,
  ec2_route_tables: ec2.ec2RouteTables,
  ec2_subnets: ec2.ec2Subnets,
  ec2_vpc_endpoints: ec2.ec2VpcEndpoints,
  rds_instances: rds.rdsInstances,
  rds_clusters: rds.rdsClusters,
  rds_snapshots: rds.rdsSnapshots,
  rds_cluster_snapshots: rds.rdsClusterSnapshots,
  rds_engine_lifecycles: rds.rdsEngineLifecycles,
} as const;

export const metricSpecs = { ...ec2.ec2Metrics, ...rds.rdsMetrics } as const;

export type TableName = keyof typeof inventoryTables;
export type MetricName = keyof typeof metricSpecs;
export type Row<T extends TableName> = RowOf<(typeof inventoryTables)[T]>;

/** One recorded CloudWatch series. `values[i]` covers `[start + i·period, start + (i+1)·period)`; null = no datapoint. */
export const metricTable = defineTable({
  name: 'metrics',
  comment: 'CloudWatch series as read: whole UTC periods up to the last complete day',
  sortBy: ['account_id', 'region', 'metric', 'resource_id'],
  columns: {
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    metric: text('Name in the metric catalogue, e.g. ec2_instance_cpu_average'),
    resource_id: text('Value of the dimension'),
    start: timestamp('Start of the first period'),
    period: int32('Seconds'),
    values: list(nullable(double('value')), 'One value per period, null where AWS published no datapoint'),
  },
});
export type MetricRow = RowOf<typeof metricTable>;

/** A price that checks asked for, as it was resolved. */
export const priceTable = defineTable({
  name: 'prices',
  comment: 'Prices that the enabled checks asked for, as they were resolved for this run',
  sortBy: ['key'],
  columns: {
    key: text('Canonical text of the request (contracts/price.ts, priceKey)'),
    kind: text('What is priced'),
    region: text('AWS region code'),
    attributes: map(text('value'), 'Attributes of the request'),
    usd_per_unit: nullable(text('Decimal text, null when no price is known')),
    unit: text('Unit of the price, e.g. Hrs, GB-Mo'),
    source: text('price_list_api | bundled | none'),
    sku: text('Price List SKU, empty for a bundled price'),
    as_of: text('Publication or effective date of the price, YYYY-MM-DD'),
    confidence: uint8('0 to 100'),
    note: text('Why a price is missing or approximate, empty when exact'),
  },
});
export type PriceRow = RowOf<typeof priceTable>;
