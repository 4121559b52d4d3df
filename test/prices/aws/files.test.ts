/** Prices of EFS and FSx: among the SKUs that a query's filters leave, exactly the one that is meant. */
import { expect, test } from 'vitest';
import type { PriceRequest } from '../../../contracts/price.ts';
import { type EfsClass, efsStorage, efsThroughput } from '../../../prices/aws/efs.ts';
import { fsxStorage, fsxThroughput } from '../../../prices/aws/fsx.ts';
import { pickPrice } from '../../../src/price/price-list.ts';

type Sku = readonly [usage: string, usd: string, unit: string, attributes: Readonly<Record<string, string>>];

/** What GetProducts answers to the filters, region apart; then the choice of the query. */
function answer(request: PriceRequest, skus: readonly Sku[]): string | undefined {
  const query = request.definition.list(request.attributes, request.region);
  if (!query) return undefined;
  const { regionCode, ...filters } = query.filters;
  expect(regionCode).toBe('eu-west-1');
  const products = skus
    .filter(([, , , attributes]) => Object.entries(filters).every(([k, v]) => attributes[k] === v))
    .map(([usagetype, usd, unit, attributes], i) => ({
      product: { sku: `SKU${i}`, attributes: { usagetype, ...attributes } },
      terms: {
        OnDemand: {
          t: { effectiveDate: '2026-11-01', priceDimensions: { d: { unit, pricePerUnit: { USD: usd } } } },
        },
      },
      publicationDate: '2026-11-01',
    }));
  const found = pickPrice({ products }, query);
  return found.kind === 'found' ? found.usd : undefined;
}

const storage = { productFamily: 'Storage' };
const efs: Sku[] = [
  ['EU-TimedStorage-ByteHrs', '0.33', 'GB-Mo', storage],
  ['EU-IATimedStorage-ByteHrs', '0.0272', 'GB-Mo', storage],
  ['EU-IATimedStorage-ET-ByteHrs', '0.0174', 'GB-Mo', storage],
  ['EU-IATimedStorage-SmallFiles', '0.0272', 'GB-Mo', storage],
  ['EU-ArchiveTimedStorage-ByteHrs', '0.0087', 'GB-Mo', storage],
  ['EU-ArchiveEarlyDelete-ByteHrs', '0.0088', 'GB-Mo', storage],
  ['EU-TimedStorage-Z-ByteHrs', '0.176', 'GB-Mo', storage],
  ['EU-IATimedStorage-Z-ByteHrs', '0.0145', 'GB-Mo', storage],
  ['EU-IADataAccess-Bytes', '0.011', 'GB', storage],
  ['EU-ProvisionedTP-MiBpsHrs', '6.6', 'MiBps-Mo', { productFamily: 'Provisioned Throughput' }],
  ['EU-IncludedTP-MiBpsHrs', '0', 'MiBps-Mo', { productFamily: 'Provisioned Throughput' }],
];

test.each([
  ['standard', '0.33'],
  ['infrequent_access', '0.0272'],
  ['infrequent_access_elastic', '0.0174'],
  ['archive', '0.0087'],
  ['one_zone', '0.176'],
  ['one_zone_infrequent_access', '0.0145'],
] as [EfsClass, string][])('EFS %s', (storageClass, usd) => {
  expect(answer(efsStorage('eu-west-1', { storageClass }), efs)).toBe(usd);
});
test('EFS throughput is what is provisioned, not what is included', () => {
  expect(answer(efsThroughput('eu-west-1', {}), efs)).toBe('6.6');
});

const of = (fileSystemType: string, deploymentOption: string, storageType: string) => ({
  ...storage,
  fileSystemType,
  deploymentOption,
  storageType,
});
const capacity = (fileSystemType: string, deploymentOption: string) => ({
  productFamily: 'Provisioned Throughput',
  fileSystemType,
  deploymentOption,
});
const fsx: Sku[] = [
  ['EU-Storage.SAZ:SSD', '0.143', 'GB-Mo', of('Windows', 'Single-AZ', 'SSD')],
  ['EU-Storage.SAZ:HDD', '0.0143', 'GB-Mo', of('Windows', 'Single-AZ', 'HDD')],
  ['EU-Storage.MAZ:SSD', '0.253', 'GB-Mo', of('Windows', 'Multi-AZ', 'SSD')],
  ['EU-BackupUsage', '0.05', 'GB-Mo', of('Windows', 'Single-AZ', 'SSD')],
  ['EU-Throughput.SAZ', '2.42', 'MiBps-Mo', capacity('Windows', 'Single-AZ')],
  ['EU-Throughput.MAZ', '4.95', 'MiBps-Mo', capacity('Windows', 'Multi-AZ')],
  ['EU-Storage.MAZ:SSD', '0.275', 'GB-Mo', of('ONTAP', 'Multi-AZ', 'SSD')],
  ['EU-Storage.MAZ2:SSD', '0.276', 'GB-Mo', of('ONTAP', 'Multi-AZ', 'SSD')],
  ['EU-Storage.MAZ:CPoolStd', '0.0476', 'GB-Mo', of('ONTAP', 'Multi-AZ', 'SSD')],
  ['EU-Storage.SAZ_2N:SSD', '0.138', 'GB-Mo', of('ONTAP', 'Single-AZ', 'SSD')],
  ['EU-ThroughputCapacity.MAZ', '1.32', 'MiBps-Mo', capacity('ONTAP', 'Multi-AZ')],
  ['EU-ThroughputCapacity.MAZ2', '2.75', 'MiBps-Mo', capacity('ONTAP', 'Multi-AZ')],
  ['EU-Storage.SAZ2:SSD', '0.099', 'GB-Mo', of('OpenZFS', 'Single-AZ_2', 'SSD')],
  ['EU-Storage.MAZ:INT_Monitoring', '0.0006', 'GB-Mo', of('OpenZFS', 'Multi-AZ', 'INT')],
  ['EU-Storage', '0.154', 'GB-Mo', of('Lustre', 'Single-AZ', 'SSD')],
  ['EU-Storage.SSD.125', '0.16', 'GB-Mo', of('Lustre', 'Persistent', 'SSD')],
  ['EU-Storage.SSD.1000', '0.66', 'GB-Mo', of('Lustre', 'Persistent', 'SSD')],
];

test.each([
  ['WINDOWS', 'SINGLE_AZ_2', 'SSD', '', '0.143'],
  ['WINDOWS', 'SINGLE_AZ_2', 'HDD', '', '0.0143'],
  ['WINDOWS', 'MULTI_AZ_1', 'SSD', '', '0.253'],
  ['ONTAP', 'MULTI_AZ_1', 'SSD', '', '0.275'],
  ['ONTAP', 'MULTI_AZ_2', 'SSD', '', '0.276'],
  ['ONTAP', 'SINGLE_AZ_1', 'SSD', '', '0.138'],
  ['OPENZFS', 'SINGLE_AZ_2', 'SSD', '', '0.099'],
  ['OPENZFS', 'SINGLE_AZ_HA_2', 'SSD', '', undefined],
  ['LUSTRE', 'SCRATCH_2', 'SSD', '', '0.154'],
  ['LUSTRE', 'PERSISTENT_2', 'SSD', '125', '0.16'],
  ['LUSTRE', 'PERSISTENT_2', 'SSD', '1000', '0.66'],
  ['LUSTRE', 'PERSISTENT_1', 'HDD', '12', undefined],
])('FSx storage of %s %s, %s %s', (type, deployment, kind, perTib, usd) => {
  expect(answer(fsxStorage('eu-west-1', { type, deployment, storage: kind, perTib }), fsx)).toBe(usd);
});

test.each([
  ['WINDOWS', 'SINGLE_AZ_1', '2.42'],
  ['WINDOWS', 'MULTI_AZ_1', '4.95'],
  ['ONTAP', 'MULTI_AZ_1', '1.32'],
  ['ONTAP', 'MULTI_AZ_2', '2.75'],
  ['LUSTRE', 'PERSISTENT_2', undefined],
])('FSx throughput of %s %s', (type, deployment, usd) => {
  expect(answer(fsxThroughput('eu-west-1', { type, deployment }), fsx)).toBe(usd);
});

test('bundled figures: HDD is no SSD, and what has no figure stays without', () => {
  const usd = (r: PriceRequest) => r.definition.bundled?.(r.attributes, r.region)?.usd;
  const at = { type: 'WINDOWS', deployment: 'SINGLE_AZ_2', perTib: '' };
  expect(usd(fsxStorage('us-east-1', { ...at, storage: 'SSD' }))).toBe('0.13');
  expect(usd(fsxStorage('us-east-1', { ...at, storage: 'HDD' }))).toBe('0.013');
  expect(
    usd(
      fsxStorage('us-east-1', { type: 'LUSTRE', deployment: 'PERSISTENT_1', storage: 'HDD', perTib: '12' }),
    ),
  ).toBe('0.025');
  expect(usd(fsxThroughput('us-east-1', { type: 'ONTAP', deployment: 'SINGLE_AZ_2' }))).toBeUndefined();
});
