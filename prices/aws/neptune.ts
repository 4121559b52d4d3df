/** Prices of Neptune. Attribute names and values as in the AmazonNeptune offer. */
import { clusterInstanceHour } from '../_lib/cluster-instance.ts';

/** Source of the figures: Amazon Neptune pricing. */
export const neptuneInstanceHour = clusterInstanceHour({
  kind: 'neptune.instance.hour',
  says: 'a Neptune instance, per hour',
  serviceCode: 'AmazonNeptune',
  large: { r4: '0.348', r5: '0.348', r6g: '0.3287' },
  exact: { 't3.medium': '0.098', 't4g.medium': '0.0938' },
});
