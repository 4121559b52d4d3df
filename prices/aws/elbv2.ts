/** Prices of Elastic Load Balancing. Attribute names and values as in the AWSELB offer. */
import { virginiaOf } from '../_lib/bundled.ts';
import { HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

type Kind = 'application' | 'network' | 'gateway' | 'classic';
const FAMILY: Readonly<Record<Kind, string>> = {
  application: 'Load Balancer-Application',
  network: 'Load Balancer-Network',
  gateway: 'Load Balancer-Gateway',
  classic: 'Load Balancer',
};
/** Elastic Load Balancing pricing, US East (N. Virginia). */
const VIRGINIA: Readonly<Record<Kind, string>> = {
  application: '0.0225',
  network: '0.0225',
  gateway: '0.0125',
  classic: '0.025',
};

export const loadBalancerHour = definePrice<{ type: Kind }>({
  kind: 'elb.load_balancer.hour',
  says: 'a load balancer, per hour, without its capacity units or data',
  list: (a, region) => {
    return {
      serviceCode: 'AWSELB',
      filters: { regionCode: region, productFamily: FAMILY[a.type] },
      // TS-LoadBalancerUsage is a trust store
      usageType: /^(?:(?!TS-)[A-Z0-9]+-)?LoadBalancerUsage$/,
      units: HOURS,
    };
  },
  bundled: virginiaOf((a) => VIRGINIA[a.type], 'Hrs'),
});
