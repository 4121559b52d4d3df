/** Prices of EKS. Attribute names and values as in the AmazonEKS offer. */
import { everywhere } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** Extended support is added to the hours of the cluster: $0.10 and $0.50 make $0.60. Source: Amazon EKS pricing. */
export const eksClusterHour = definePrice<{ support: 'standard' | 'extended' }>({
  kind: 'eks.cluster.hour',
  says: 'a cluster or the extended support of its Kubernetes version, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonEKS',
    filters: { regionCode: region },
    usageType: exactly(
      a.support === 'extended' ? 'AmazonEKS-Hours:extendedSupport' : 'AmazonEKS-Hours:perCluster',
    ),
    units: HOURS,
  }),
  bundled: (a, region) => everywhere(a.support === 'extended' ? '0.50' : '0.10', 'Hrs')(a, region),
});
