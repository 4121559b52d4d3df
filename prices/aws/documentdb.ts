/** Prices of DocumentDB. Attribute names and values as in the AmazonDocDB offer. */
import { sizeFactor, virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** Standard storage, per hour of the `large` size in us-east-1; larger sizes are in proportion. Source: Amazon DocumentDB pricing. */
const LARGE: Readonly<Record<string, string>> = { r4: '0.277', r5: '0.277', r6g: '0.2638' };
const EXACT: Readonly<Record<string, string>> = { 't3.medium': '0.078', 't4g.medium': '0.07566' };

/** `storage`: an I/O-optimized cluster pays more for its instances. */
export const documentdbInstanceHour = definePrice<{
  instanceClass: string;
  storage: 'standard' | 'io_optimized';
}>({
  kind: 'documentdb.instance.hour',
  says: 'a DocumentDB instance, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonDocDB',
    filters: { regionCode: region, productFamily: 'Database Instance', instanceType: a.instanceClass },
    usageType: exactly(
      `InstanceUsage${a.storage === 'io_optimized' ? '(?:IOOptimized|-?IO-Optimized)' : ''}:.+`,
    ),
    units: HOURS,
  }),
  bundled: virginiaOf((a) => {
    if (a.storage !== 'standard') return undefined;
    const [, family = '', size = ''] = a.instanceClass.split('.');
    const large = LARGE[family];
    const factor = sizeFactor(size);
    return (
      EXACT[`${family}.${size}`] ?? (large && factor?.gte(1) ? factor.times(large).toFixed() : undefined)
    );
  }, 'Hrs'),
});
