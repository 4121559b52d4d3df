/** Rows of Redshift, whole and valid. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

const namespace = `arn:aws:redshift:${REGION}:${ACCOUNT}:namespace:0a`;

/** Two nodes, available, three months old. */
export const redshiftCluster = maker('redshift_clusters', {
  cluster_id: 'warehouse',
  namespace_arn: namespace,
  node_type: 'ra3.xlplus',
  nodes: 2,
  status: 'available',
  created_at: daysAgo(90),
});
/** Of that cluster, to somebody. */
export const redshiftDatashare = maker('redshift_datashares', {
  datashare_arn: `arn:aws:redshift:${REGION}:${ACCOUNT}:datashare:0a/sales`,
  producer_arn: namespace,
  has_consumers: true,
});
