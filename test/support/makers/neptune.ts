/** Rows of Neptune as the RDS API lists them, whole and valid. */
import { dbCluster, dbInstance } from '../makers.ts';

/** One of two members of the cluster `graph`, available, three months old. */
export const neptuneInstance = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({
    db_instance_id: 'graph-1',
    instance_class: 'db.r6g.large',
    engine: 'neptune',
    engine_version: '1.3.2.1',
    license_model: 'amazon-license',
    engine_lifecycle_support: '',
    storage_type: 'aurora',
    allocated_storage_gib: 1,
    cluster_id: 'graph',
    ...over,
  });
export const neptuneCluster = (over: Parameters<typeof dbCluster>[0] = {}) =>
  dbCluster({
    db_cluster_id: 'graph',
    engine: 'neptune',
    engine_version: '1.3.2.1',
    member_ids: ['graph-1', 'graph-2'],
    ...over,
  });
