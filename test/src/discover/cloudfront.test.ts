import { expect, test } from 'vitest';
import { collectors } from '../../../src/discover/cloudfront.ts';
import type { Reading } from '../../../src/discover/collector.ts';

const runs = (name: string, version: number) => ({
  LambdaFunctionAssociations: {
    Quantity: 1,
    Items: [
      {
        LambdaFunctionARN: `arn:aws:lambda:us-east-1:111122223333:function:${name}:${version}`,
        EventType: 'viewer-request',
      },
    ],
  },
});
const Items = [
  {
    Id: 'E1',
    DefaultCacheBehavior: runs('headers', 3),
    CacheBehaviors: { Quantity: 2, Items: [runs('headers', 4), runs('rewrite', 1)] },
  },
  { Id: 'E2' },
];

test('a distribution names the functions that its behaviours run at the edge', async () => {
  const reading = {
    accountId: '111122223333',
    region: 'global',
    send: () => Promise.resolve({ DistributionList: { Items } }),
  } as unknown as Reading;
  const rows = [];
  for await (const page of collectors.cloudfront_distributions(reading)) rows.push(...page);
  expect(rows.map((d) => [d.distribution_id, d.function_names])).toEqual([
    ['E1', ['headers', 'rewrite']],
    ['E2', []],
  ]);
});
