/** Rows of DocumentDB as the RDS API lists them, whole and valid. */
import { dbCluster, dbInstance } from '../makers.ts';

/** One of two members of the cluster `papers`, available, three months old. */
export const documentdbInstance = (over: Parameters<typeof dbInstance>[0] = {}) =>
  dbInstance({
    db_instance_id: 'papers-1',
    instance_class: 'db.r6g.large',
    engine: 'docdb',
    engine_version: '5.0.0',
    license_model: '',
    engine_lifecycle_support: '',
    storage_type: 'standard',
    allocated_storage_gib: 1,
    cluster_id: 'papers',
    ...over,
  });
export const documentdbCluster = (over: Parameters<typeof dbCluster>[0] = {}) =>
  dbCluster({
    db_cluster_id: 'papers',
    engine: 'docdb',
    engine_version: '5.0.0',
    member_ids: ['papers-1', 'papers-2'],
    ...over,
  });
