/** Prices of OpenSearch Service. Usage types as in the AmazonES offer, which is small enough to be read by region. */
import { sizeFactor, virginiaOf } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** On-demand per hour of the `large` size in us-east-1; larger sizes are in proportion. Source: Amazon OpenSearch Service pricing. */
const LARGE: Readonly<Record<string, string>> = {
  m4: '0.151',
  m5: '0.142',
  m6g: '0.128',
  c5: '0.125',
  c6g: '0.113',
  r5: '0.186',
  r6g: '0.167',
};
const EXACT: Readonly<Record<string, string>> = {
  't2.micro': '0.018',
  't2.small': '0.036',
  't2.medium': '0.073',
  't3.small': '0.036',
  't3.medium': '0.073',
};
const VOLUME: Readonly<Record<string, readonly [usage: string, usd: string]>> = {
  gp2: ['GP2-Storage', '0.135'],
  gp3: ['GP3-Storage', '0.122'],
  io1: ['PIOPS-Storage', '0.169'],
  standard: ['Magnetic-Storage', '0.067'],
};

/** `r6g.large.search` and `r6g.large.elasticsearch` are `r6g.large` in the offer. */
const sizeOf = (instanceType: string): string => instanceType.split('.').slice(0, 2).join('.');

function usdOf(instanceType: string): string | undefined {
  const [family = '', size = ''] = instanceType.split('.');
  const large = LARGE[family];
  const factor = sizeFactor(size);
  return EXACT[sizeOf(instanceType)] ?? (large && factor?.gte(1) ? factor.times(large).toFixed() : undefined);
}

export const opensearchInstanceHour = definePrice<{ instanceType: string }>({
  kind: 'opensearch.instance.hour',
  says: 'a node of a search domain, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonES',
    filters: { regionCode: region },
    usageType: exactly(`ESInstance:${sizeOf(a.instanceType).replaceAll('.', '\\.')}`),
    units: HOURS,
  }),
  bundled: virginiaOf((a) => usdOf(a.instanceType), 'Hrs'),
});

export const opensearchStorage = definePrice<{ volumeType: string }>({
  kind: 'opensearch.storage.gib_month',
  says: 'EBS storage of a search domain, per GiB and month',
  list: (a, region) => {
    const [usage] = VOLUME[a.volumeType] ?? [];
    return usage === undefined
      ? undefined
      : {
          serviceCode: 'AmazonES',
          filters: { regionCode: region },
          usageType: exactly(`ES:${usage}`),
          units: GB_MONTHS,
        };
  },
  bundled: virginiaOf((a) => VOLUME[a.volumeType]?.[1], 'GB-Mo'),
});
