/** Prices of Neptune. Attribute names and values as in the AmazonNeptune offer. */
import { sizeFactor, virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** Standard storage, per hour of the `large` size in us-east-1; larger sizes are in proportion. Source: Amazon Neptune pricing. */
const LARGE: Readonly<Record<string, string>> = { r4: '0.348', r5: '0.348', r6g: '0.3287' };
const EXACT: Readonly<Record<string, string>> = { 't3.medium': '0.098', 't4g.medium': '0.0938' };

/** `storage`: an I/O-optimized cluster pays more for its instances. */
export const neptuneInstanceHour = definePrice<{
  instanceClass: string;
  storage: 'standard' | 'io_optimized';
}>({
  kind: 'neptune.instance.hour',
  says: 'a Neptune instance, per hour',
  list: (a, region) => ({
    serviceCode: 'AmazonNeptune',
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
