/** What kind of database an RDS row is. */
interface Row {
  readonly engine: string;
  readonly cluster_id: string;
}

const isAurora = (r: Pick<Row, 'engine'>): boolean => r.engine.startsWith('aurora');
/** Aurora and Multi-AZ DB clusters: zones, storage and failover are the cluster's. */
export const isClusterMember = (r: Row): boolean => isAurora(r) || r.cluster_id !== '';
/** The RDS API lists DocumentDB and Neptune too; they publish their metrics and set their prices elsewhere. */
export const otherService = (r: Pick<Row, 'engine'>): string | undefined =>
  ({ docdb: 'Amazon DocumentDB', neptune: 'Amazon Neptune' })[r.engine];

/**
 * Whether the instances of DocumentDB and Neptune are priced with I/O included: the cluster says so, an instance not always.
 * Source: their API references, StorageType.
 */
export const storageModel = (
  ...of: readonly { readonly storage_type: string }[]
): 'standard' | 'io_optimized' =>
  of.some((r) => r.storage_type.includes('iopt1')) ? 'io_optimized' : 'standard';
