/** Prices of ElastiCache. Attribute names and values as in the AmazonElastiCache offer. */
import { Big } from '../../contracts/money.ts';
import { sizeFactor, virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

const ENGINE: Readonly<Record<string, string>> = {
  redis: 'Redis',
  valkey: 'Valkey',
  memcached: 'Memcached',
};
/** On-demand per hour of the `large` size in us-east-1, Redis OSS and Memcached; sizes are in proportion inside these families. Source: Amazon ElastiCache pricing. */
const LARGE: Readonly<Record<string, string>> = {
  m4: '0.156',
  m5: '0.156',
  m6g: '0.149',
  m7g: '0.158',
  r4: '0.228',
  r5: '0.216',
  r6g: '0.206',
  r7g: '0.219',
};
/** The burstable ones are not quite in proportion. */
const EXACT: Readonly<Record<string, string>> = {
  't2.micro': '0.017',
  't2.small': '0.034',
  't2.medium': '0.068',
  't3.micro': '0.017',
  't3.small': '0.034',
  't3.medium': '0.068',
  't4g.micro': '0.016',
  't4g.small': '0.032',
  't4g.medium': '0.065',
};
/** Valkey nodes cost a fifth less. Source: Amazon ElastiCache pricing. */
const VALKEY = '0.8';

function usdOf(nodeType: string, engine: string): string | undefined {
  if (!(engine in ENGINE)) return undefined;
  const [, family = '', size = ''] = nodeType.split('.');
  const large = LARGE[family];
  const factor = sizeFactor(size);
  const usd =
    EXACT[`${family}.${size}`] ?? (large && factor?.gte(1) ? factor.times(large).toFixed() : undefined);
  return usd && (engine === 'valkey' ? new Big(usd).times(VALKEY).toFixed() : usd);
}

export const elasticacheNodeHour = definePrice<{ nodeType: string; engine: string }>({
  kind: 'elasticache.node.hour',
  says: 'a cache node, per hour',
  list: (a, region) => {
    const cacheEngine = ENGINE[a.engine];
    if (!cacheEngine) return undefined;
    return {
      serviceCode: 'AmazonElastiCache',
      filters: { regionCode: region, productFamily: 'Cache Instance', instanceType: a.nodeType, cacheEngine },
      usageType: exactly('NodeUsage:.+'),
      units: HOURS,
    };
  },
  bundled: virginiaOf((a) => usdOf(a.nodeType, a.engine), 'Hrs'),
});
