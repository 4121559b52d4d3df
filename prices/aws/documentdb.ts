/** Prices of DocumentDB. Attribute names and values as in the AmazonDocDB offer. */
import { clusterInstanceHour } from '../_lib/cluster-instance.ts';

/** Source of the figures: Amazon DocumentDB pricing. */
export const documentdbInstanceHour = clusterInstanceHour({
  kind: 'documentdb.instance.hour',
  says: 'a DocumentDB instance, per hour',
  serviceCode: 'AmazonDocDB',
  large: { r4: '0.277', r5: '0.277', r6g: '0.2638' },
  exact: { 't3.medium': '0.078', 't4g.medium': '0.07566' },
});
