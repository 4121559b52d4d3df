import { expect, test } from 'vitest';
import { homeRegion, partitionOf, pricingRegion } from '../../../src/aws/partition.ts';

test.each([
  ['eu-west-1', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-west-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s belongs to %s', (region, partition) => {
  expect(partitionOf(region)).toBe(partition);
});

test('the home region is the first wanted one that is surely on', () => {
  expect(homeRegion(['af-south-1', 'eu-west-1'])).toBe('eu-west-1');
  expect(homeRegion(['af-south-1'])).toBe('us-east-1');
  expect(homeRegion(['us-gov-east-1'])).toBe('us-gov-east-1');
  expect(homeRegion([])).toBe('us-east-1');
});

test('prices come from the nearest of the few endpoints', () => {
  expect(pricingRegion('aws', 'eu-west-1')).toBe('eu-central-1');
  expect(pricingRegion('aws', 'ap-southeast-2')).toBe('ap-south-1');
  expect(pricingRegion('aws', 'sa-east-1')).toBe('us-east-1');
  expect(pricingRegion('aws-cn', 'cn-north-1')).toBe('cn-northwest-1');
});
