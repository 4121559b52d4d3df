/** Prices of Lambda, ECS and EKS: each query means one SKU among those whose names are alike. */
import { expect, test } from 'vitest';
import type { PriceRequest } from '../../../contracts/price.ts';
import { fargateGibHour, fargateVcpuHour } from '../../../prices/aws/ecs.ts';
import { eksClusterHour } from '../../../prices/aws/eks.ts';
import {
  lambdaGibHour,
  lambdaMillionRequests,
  lambdaProvisionedGibHour,
} from '../../../prices/aws/lambda.ts';
import { type ProductList, pickPrice } from '../../../src/price/price-list.ts';

const PARIS = 'eu-west-3';
const VIRGINIA = 'us-east-1';
const product = (usagetype: string, unit: string, ...tiers: readonly [from: string, usd: string][]) => ({
  product: { sku: usagetype, attributes: { usagetype, regionCode: PARIS } },
  terms: {
    OnDemand: {
      term: {
        effectiveDate: '2026-09-01T00:00:00Z',
        priceDimensions: Object.fromEntries(
          tiers.map(([beginRange, USD]) => [beginRange, { unit, beginRange, pricePerUnit: { USD } }]),
        ),
      },
    },
  },
  publicationDate: '2026-09-18T00:00:00Z',
});
const offers: Readonly<Record<string, ProductList>> = {
  AWSLambda: {
    products: [
      product(
        'EUW3-Lambda-GB-Second',
        'Lambda-GB-Second',
        ['15000000000', '0.0000133334'],
        ['0', '0.0000166667'],
      ),
      product('EUW3-Lambda-GB-Second-ARM', 'Lambda-GB-Second', ['0', '0.0000133334']),
      product('EUW3-Lambda-Provisioned-GB-Second', 'Lambda-GB-Second', ['0', '0.0000097222']),
      product('EUW3-Lambda-Provisioned-Concurrency', 'Lambda-GB-Second', ['0', '0.0000041667']),
      product('EUW3-Lambda-Provisioned-Concurrency-ARM', 'Lambda-GB-Second', ['0', '0.0000033334']),
      product('EUW3-Lambda-Edge-GB-Second', 'Lambda-GB-Second', ['0', '0.00005001']),
      product('EUW3-Lambda-Edge-Request', 'Requests', ['0', '0.0000006']),
      product('EUW3-Request', 'Requests', ['0', '0.0000002']),
      product('EUW3-Request-ARM', 'Requests', ['0', '0.0000003']),
    ],
  },
  AmazonECS: {
    products: [
      product('EUW3-Fargate-vCPU-Hours:perCPU', 'hours', ['0', '0.0486']),
      product('EUW3-Fargate-ARM-vCPU-Hours:perCPU', 'hours', ['0', '0.0388']),
      product('EUW3-Fargate-Windows-vCPU-Hours:perCPU', 'hours', ['0', '0.0559']),
      product('EUW3-Fargate-GB-Hours', 'hours', ['0', '0.0053']),
      product('EUW3-Fargate-ARM-GB-Hours', 'hours', ['0', '0.0042']),
      product('EUW3-Fargate-EphemeralStorage-GB-Hours', 'GB-Hours', ['0', '0.000127']),
    ],
  },
  AmazonEKS: {
    products: [
      product('EUW3-AmazonEKS-Hours:perCluster', 'Hours', ['0', '0.1']),
      product('EUW3-AmazonEKS-Hours:extendedSupport', 'Hours', ['0', '0.5']),
      product('EUW3-AmazonEKS-Hours:hybridNodes', 'Hours', ['0', '0.02']),
    ],
  },
};
const x86 = { architecture: 'x86_64' } as const;
const arm = { architecture: 'arm64' } as const;

test.each<[request: PriceRequest, usd: string, inVirginia: string]>([
  [lambdaGibHour(PARIS, x86), '0.06000012', '0.06'],
  [lambdaGibHour(PARIS, arm), '0.04800024', '0.048'],
  [lambdaProvisionedGibHour(PARIS, x86), '0.01500012', '0.015'],
  [lambdaProvisionedGibHour(PARIS, arm), '0.01200024', '0.012'],
  [lambdaMillionRequests(PARIS, x86), '0.2', '0.2'],
  [lambdaMillionRequests(PARIS, arm), '0.3', '0.2'],
  [fargateVcpuHour(PARIS, { architecture: 'X86_64' }), '0.0486', '0.04048'],
  [fargateVcpuHour(PARIS, { architecture: 'ARM64' }), '0.0388', '0.03238'],
  [fargateGibHour(PARIS, { architecture: 'X86_64' }), '0.0053', '0.004445'],
  [fargateGibHour(PARIS, { architecture: 'ARM64' }), '0.0042', '0.00356'],
  [eksClusterHour(PARIS, { support: 'standard' }), '0.1', '0.1'],
  [eksClusterHour(PARIS, { support: 'extended' }), '0.5', '0.5'],
])('$key', (request, usd, inVirginia) => {
  const query = request.definition.list(request.attributes, PARIS);
  if (!query) throw new Error('the Price List is not asked');
  expect(query.filters.regionCode).toBe(PARIS);
  const offer = offers[query.serviceCode] ?? { products: [] };
  expect(pickPrice(offer, query)).toMatchObject({ kind: 'found', usd, asOf: '2026-09-01' });
  expect(request.definition.bundled?.(request.attributes, VIRGINIA)).toMatchObject({
    usd: inVirginia,
    confidence: 60,
  });
});
