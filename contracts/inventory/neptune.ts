/** Metrics of Amazon Neptune; the RDS API lists its instances and clusters (contracts/inventory/rds.ts). */
import type { RowOf } from '../table.ts';
import { metricSpec } from './inventory-table.ts';
import { isServing, type tables as rds } from './rds.ts';

type DbInstance = RowOf<(typeof rds)['rds_instances']>;
const instance = metricSpec<DbInstance>();
const daily = {
  table: 'rds_instances',
  namespace: 'AWS/Neptune',
  statistic: 'Maximum',
  period: 86400,
  days: 14,
  when: (r: DbInstance) => r.engine === 'neptune' && isServing(r),
} as const;
const ofInstance = { ...daily, dimension: 'DBInstanceIdentifier', column: 'db_instance_id' } as const;
/** Neptune publishes values other than zero alone. Source: Neptune User Guide, "Neptune CloudWatch Metrics". */
const requests = { metric: 'TotalRequestsPerSec', silentAtZero: true } as const;

export const metrics = {
  neptune_instance_requests_maximum: instance({ ...ofInstance, ...requests }),
  neptune_cluster_requests_maximum: instance({
    ...daily,
    ...requests,
    dimension: 'DBClusterIdentifier',
    column: 'cluster_id',
  }),
  /** Never zero while it runs: proof that it publishes at all. */
  neptune_instance_cpu_maximum: instance({
    ...ofInstance,
    metric: 'CPUUtilization',
    silentAtZero: false,
  }),
} as const;

export const tables = {} as const;
