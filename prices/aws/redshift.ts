/** Prices of Redshift. Attribute names and values as in the AmazonRedshift offer. */
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** On-demand per hour in us-east-1. Source: Amazon Redshift pricing. */
const NODE: Readonly<Record<string, string>> = {
  'dc2.large': '0.25',
  'dc2.8xlarge': '4.80',
  'ds2.xlarge': '0.85',
  'ds2.8xlarge': '6.80',
  'ra3.large': '0.543',
  'ra3.xlplus': '1.086',
  'ra3.4xlarge': '3.26',
  'ra3.16xlarge': '13.04',
};

export const redshiftNodeHour = definePrice<{ nodeType: string }>({
  kind: 'redshift.node.hour',
  says: 'a Redshift node, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonRedshift',
    filters: { regionCode: region, productFamily: 'Compute Instance', instanceType: a.nodeType },
    usageType: exactly('Node:.+'),
    units: HOURS,
  }),
  bundled: virginiaOf((a) => NODE[a.nodeType], 'Hrs'),
});
