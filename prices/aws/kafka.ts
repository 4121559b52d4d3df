/** Prices of Amazon MSK. Attribute names and values as in the AmazonMSK offer. */
import { Big } from '../../contracts/money.ts';
import { sizeFactor, virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** Amazon MSK pricing, "Standard brokers": a large one by family, and those that are no multiple of it. */
const LARGE: Readonly<Record<string, string>> = { m5: '0.21', m7g: '0.204' };
const OTHERS: Readonly<Record<string, string>> = { 'kafka.t3.small': '0.0456' };

export const brokerHour = definePrice<{ instanceType: string }>({
  kind: 'kafka.broker.hour',
  says: 'a Kafka broker, per hour',
  list: (a, region) => {
    const type = /^kafka\.(.+)$/.exec(a.instanceType ?? '')?.[1];
    if (type === undefined) return undefined;
    return {
      serviceCode: 'AmazonMSK',
      filters: { regionCode: region },
      usageType: exactly(`Kafka\\.${type.replace('.', '\\.')}`),
      units: HOURS,
    };
  },
  bundled: virginiaOf((a) => {
    const [, family = '', size = ''] = (a.instanceType ?? '').split('.');
    const isStandard = a.instanceType?.startsWith('kafka.') ?? false;
    const large = isStandard ? LARGE[family] : undefined;
    const factor = sizeFactor(size);
    return large !== undefined && factor
      ? new Big(large).times(factor).toFixed()
      : OTHERS[a.instanceType ?? ''];
  }, 'Hrs'),
});
