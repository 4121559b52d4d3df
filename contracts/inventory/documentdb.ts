/** Metrics of Amazon DocumentDB; the RDS API lists its instances and clusters (contracts/inventory/rds.ts). */
import type { RowOf } from '../table.ts';
import { metricSpec } from './inventory-table.ts';
import { isServing, type tables as rds } from './rds.ts';

type DbInstance = RowOf<(typeof rds)['rds_instances']>;
const instance = metricSpec<DbInstance>();
/** Published every minute, zero or not. Source: DocumentDB Developer Guide, "Monitoring Amazon DocumentDB with CloudWatch". */
const connections = {
  table: 'rds_instances',
  namespace: 'AWS/DocDB',
  metric: 'DatabaseConnections',
  statistic: 'Maximum',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: (r: DbInstance) => r.engine === 'docdb' && isServing(r),
} as const;

export const metrics = {
  documentdb_instance_connections_maximum: instance({
    ...connections,
    dimension: 'DBInstanceIdentifier',
    column: 'db_instance_id',
  }),
  documentdb_cluster_connections_maximum: instance({
    ...connections,
    dimension: 'DBClusterIdentifier',
    column: 'cluster_id',
  }),
} as const;

export const tables = {} as const;
