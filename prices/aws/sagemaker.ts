/** Prices of SageMaker AI. Attribute names and values as in the AmazonSageMaker offer. */
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** Amazon SageMaker AI pricing, "Real-Time Inference" and "Notebook Instances": the same for both. */
const VIRGINIA: Readonly<Record<string, string>> = {
  'ml.t3.medium': '0.05',
  'ml.t3.large': '0.10',
  'ml.m5.large': '0.115',
  'ml.m5.xlarge': '0.23',
  'ml.m5.2xlarge': '0.461',
  'ml.c5.large': '0.102',
  'ml.c5.xlarge': '0.204',
  'ml.g4dn.xlarge': '0.736',
  'ml.g5.xlarge': '1.408',
};

export const sagemakerInstanceHour = definePrice<{ instanceType: string; use: 'hosting' | 'notebook' }>({
  kind: 'sagemaker.instance.hour',
  says: 'an ML instance, per hour',
  list: (a, region) => {
    if (!a.instanceType) return undefined;
    return {
      serviceCode: 'AmazonSageMaker',
      filters: { regionCode: region, instanceName: a.instanceType },
      usageType: exactly(`${a.use === 'notebook' ? 'Notebk' : 'Host'}:${a.instanceType}`),
      units: HOURS,
    };
  },
  bundled: virginiaOf((a) => VIRGINIA[a.instanceType ?? ''], 'Hrs'),
});
