/** Prices of SageMaker, Kinesis and MSK: each query means one SKU among those whose names are alike. */
import { expect, test } from 'vitest';
import type { PriceRequest } from '../../../contracts/price.ts';
import { brokerHour } from '../../../prices/aws/kafka.ts';
import { shardHour, streamHour } from '../../../prices/aws/kinesis.ts';
import { sagemakerInstanceHour } from '../../../prices/aws/sagemaker.ts';
import { type ProductList, pickPrice } from '../../../src/price/price-list.ts';

const PARIS = 'eu-west-3';
const product = (usagetype: string, unit: string, usd: string) => ({
  product: { sku: usagetype, attributes: { usagetype, regionCode: PARIS } },
  terms: {
    OnDemand: {
      term: {
        effectiveDate: '2026-09-01T00:00:00Z',
        priceDimensions: { first: { unit, beginRange: '0', pricePerUnit: { USD: usd } } },
      },
    },
  },
  publicationDate: '2026-09-18T00:00:00Z',
});
const offers: Readonly<Record<string, ProductList>> = {
  AmazonSageMaker: {
    products: [
      product('EUW3-Host:ml.m5.xlarge', 'Hrs', '0.269'),
      product('EUW3-Notebk:ml.m5.xlarge', 'Hrs', '0.27'),
      product('EUW3-Train:ml.m5.xlarge', 'Hrs', '0.271'),
      product('EUW3-Studio:JupyterLab-ml.m5.xlarge', 'Hrs', '0.272'),
      product('EUW3-TrainingPlanUpfrontFee:ml.m5.xlarge', 'Quantity', '13.57'),
      product('Host:ml.m5.xlarge-HostingParent', 'Hrs', '0'),
    ],
  },
  AmazonKinesis: {
    products: [
      product('EUW3-Storage-ShardHour', 'ShardHour', '0.017'),
      product('EUW3-Extended-ShardHour', 'ShardHour', '0.02'),
      product('EUW3-OnDemand-StreamHour', 'StreamHr', '0.045'),
      product('EUW3-OnDemand-BilledIncomingBytes', 'GB', '0.09'),
    ],
  },
  AmazonMSK: {
    products: [
      product('EUW3-Kafka.m5.large', 'hours', '0.242'),
      product('EUW3-Kafka.m5.24xlarge', 'hours', '11.6'),
      product('EUW3-Kafka.t3.small', 'hours', '0.05'),
      product('EUW3-Kafka.Storage.GP2', 'GB-Mo', '0.116'),
    ],
  },
};
const instanceType = 'ml.m5.xlarge';

test.each<[request: PriceRequest, usd: string, inVirginia: string]>([
  [sagemakerInstanceHour(PARIS, { instanceType, use: 'hosting' }), '0.269', '0.23'],
  [sagemakerInstanceHour(PARIS, { instanceType, use: 'notebook' }), '0.27', '0.23'],
  [shardHour(PARIS, {}), '0.017', '0.015'],
  [streamHour(PARIS, {}), '0.045', '0.04'],
  [brokerHour(PARIS, { instanceType: 'kafka.m5.large' }), '0.242', '0.21'],
  [brokerHour(PARIS, { instanceType: 'kafka.m5.24xlarge' }), '11.6', '10.08'],
  [brokerHour(PARIS, { instanceType: 'kafka.t3.small' }), '0.05', '0.0456'],
])('$key', (request, usd, inVirginia) => {
  const query = request.definition.list(request.attributes, PARIS);
  if (!query) throw new Error('the Price List is not asked');
  expect(query.filters.regionCode).toBe(PARIS);
  const offer = offers[query.serviceCode] ?? { products: [] };
  expect(pickPrice(offer, query)).toMatchObject({ kind: 'found', usd, asOf: '2026-09-01' });
  expect(request.definition.bundled?.(request.attributes, 'us-east-1')).toMatchObject({
    usd: inVirginia,
    confidence: 60,
  });
});

test('an Express broker and an unknown instance have no price', () => {
  const express = brokerHour(PARIS, { instanceType: 'express.m7g.large' });
  expect(express.definition.list(express.attributes, PARIS)).toBeUndefined();
  expect(express.definition.bundled?.(express.attributes, PARIS)).toBeUndefined();
  const none = sagemakerInstanceHour(PARIS, { instanceType: 'ml.p5.48xlarge', use: 'hosting' });
  expect(none.definition.bundled?.(none.attributes, PARIS)).toBeUndefined();
});
