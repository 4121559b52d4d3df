/** Instances of clusters that bill like Aurora: by class, and more where storage is I/O-optimized. */
import { definePrice } from '../define-price.ts';
import { sizeFactor, virginiaOf } from './bundled.ts';
import { exactly, HOURS } from './price-list.ts';

/**
 * @param large US dollars per hour of the `large` size by family, standard storage, us-east-1; larger sizes are in proportion.
 * @param exact The same by family and size, where they are not.
 */
export const clusterInstanceHour = (of: {
  readonly kind: string;
  readonly says: string;
  readonly serviceCode: string;
  readonly large: Readonly<Record<string, string>>;
  readonly exact: Readonly<Record<string, string>>;
}) =>
  definePrice<{ instanceClass: string; storage: 'standard' | 'io_optimized' }>({
    kind: of.kind,
    says: of.says,
    list: (a, region) => ({
      serviceCode: of.serviceCode,
      filters: { regionCode: region, productFamily: 'Database Instance', instanceType: a.instanceClass },
      usageType: exactly(
        `InstanceUsage${a.storage === 'io_optimized' ? '(?:IOOptimized|-?IO-Optimized)' : ''}:.+`,
      ),
      units: HOURS,
    }),
    bundled: virginiaOf((a) => {
      if (a.storage !== 'standard') return undefined;
      const [, family = '', size = ''] = a.instanceClass.split('.');
      const large = of.large[family];
      const factor = sizeFactor(size);
      return (
        of.exact[`${family}.${size}`] ?? (large && factor?.gte(1) ? factor.times(large).toFixed() : undefined)
      );
    }, 'Hrs'),
  });
