import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PricingClient } from '@aws-sdk/client-pricing';
import { beforeAll, describe, expect, it } from 'vitest';
import { AwsFailure, type Send } from '../../../contracts/discover.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import * as ebs from '../../../prices/aws/ebs.ts';
import * as ec2 from '../../../prices/aws/ec2.ts';
import * as rds from '../../../prices/aws/rds.ts';
import * as vpc from '../../../prices/aws/vpc.ts';
import { openPriceCache } from '../../../src/price/price-cache.ts';
import { priceBook, pricingSummary, resolvePrices } from '../../../src/price/resolve-prices.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { type ProductOf, product } from '../../support/aws/product.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';

/** Every maker. */
const ask = { ...ebs, ...ec2, ...rds, ...vpc };
const region = 'eu-west-3';
const of = (
  sku: string,
  family: string,
  attributes: Record<string, string>,
  unit: string,
  usd: ProductOf['usd'],
  service = 'AmazonEC2',
) =>
  product({
    sku,
    service,
    family,
    attributes: { regionCode: region, location: 'EU (Paris)', ...attributes },
    unit,
    usd,
  });
const instance = (sku: string, attributes: Record<string, string>, usd: string) =>
  of(
    sku,
    'Compute Instance',
    {
      instanceType: 'm5.large',
      operatingSystem: 'Linux',
      tenancy: 'Shared',
      preInstalledSw: 'NA',
      capacitystatus: 'Used',
      licenseModel: 'No License required',
      marketoption: 'OnDemand',
      usagetype: 'EUW3-BoxUsage:m5.large',
      operation: 'RunInstances',
      ...attributes,
    },
    'Hrs',
    usd,
  );
const db = (sku: string, attributes: Record<string, string>, usd: string) =>
  of(
    sku,
    'Database Instance',
    {
      instanceType: 'db.r5.large',
      databaseEngine: 'PostgreSQL',
      deploymentOption: 'Single-AZ',
      licenseModel: 'No license required',
      usagetype: 'EUW3-InstanceUsage:db.r5.large',
      ...attributes,
    },
    'Hrs',
    usd,
    'AmazonRDS',
  );

/** What the offers really hold around the product that is meant: neighbours that a loose filter would take. */
const PRODUCTS = [
  instance('LINUX', {}, '0.1120000000'),
  instance('WINDOWS', { operatingSystem: 'Windows', operation: 'RunInstances:0002' }, '0.2040000000'),
  instance(
    'WINBYOL',
    { operatingSystem: 'Windows', licenseModel: 'Bring your own license', operation: 'RunInstances:0800' },
    '0.1120000000',
  ),
  instance(
    'SQLSTD',
    { operatingSystem: 'Windows', preInstalledSw: 'SQL Std', operation: 'RunInstances:0006' },
    '0.6840000000',
  ),
  instance(
    'RESERVED',
    { capacitystatus: 'UnusedCapacityReservation', usagetype: 'EUW3-UnusedBox:m5.large' },
    '0.1120000000',
  ),
  instance('DEDICATED', { tenancy: 'Dedicated', usagetype: 'EUW3-DedicatedUsage:m5.large' }, '0.1190000000'),
  of(
    'GP3',
    'Storage',
    { volumeApiName: 'gp3', usagetype: 'EUW3-EBS:VolumeUsage.gp3' },
    'GB-Mo',
    '0.0928000000',
  ),
  of(
    'GP3IOPS',
    'System Operation',
    { volumeApiName: 'gp3', group: 'EBS IOPS', usagetype: 'EUW3-EBS:VolumeP-IOPS.gp3' },
    'IOPS-Mo',
    '0.0058000000',
  ),
  of(
    'GP3MIB',
    'Provisioned Throughput',
    { volumeApiName: 'gp3', usagetype: 'EUW3-EBS:VolumeP-Throughput.gp3' },
    'GiBps-mo',
    '47.5136000000',
  ),
  of(
    'IO2T1',
    'System Operation',
    { volumeApiName: 'io2', usagetype: 'EUW3-EBS:VolumeP-IOPS.io2' },
    'IOPS-Mo',
    '0.0760000000',
  ),
  of(
    'IO2T2',
    'System Operation',
    { volumeApiName: 'io2', usagetype: 'EUW3-EBS:VolumeP-IOPS.io2.tier2' },
    'IOPS-Mo',
    '0.0530000000',
  ),
  of('SNAP', 'Storage Snapshot', { usagetype: 'EUW3-EBS:SnapshotUsage' }, 'GB-Mo', '0.0530000000'),
  of(
    'SNAPUB',
    'Storage Snapshot',
    { usagetype: 'EUW3-EBS:SnapshotUsageUnderBilling' },
    'GB-Mo',
    '0.0000000000',
  ),
  of(
    'SNAPARC',
    'Storage Snapshot',
    { usagetype: 'EUW3-EBS:SnapshotArchiveStorage' },
    'GB-Mo',
    '0.0132500000',
  ),
  of(
    'IDLE',
    'VpcPublicIPv4Address',
    { group: 'VPCPublicIPv4Address', usagetype: 'EUW3-PublicIPv4:IdleAddress' },
    'Hrs',
    '0.0050000000',
    'AmazonVPC',
  ),
  of(
    'INUSE',
    'VpcPublicIPv4Address',
    { group: 'VPCPublicIPv4Address', usagetype: 'EUW3-PublicIPv4:InUseAddress' },
    'Hrs',
    [{ from: 0, usd: '0.0050000000' }],
    'AmazonVPC',
  ),
  of(
    'CONTIG',
    'VpcPublicIPv4Address',
    { group: 'VPCPublicIPv4Address', usagetype: 'EUW3-PublicIPv4:ContiguousBlock' },
    'Hrs',
    '0.0080000000',
    'AmazonVPC',
  ),
  of(
    'NATH',
    'NAT Gateway',
    { group: 'NGW:NatGateway', operation: 'NatGateway', usagetype: 'EUW3-NatGateway-Hours' },
    'Hrs',
    '0.0500000000',
  ),
  of(
    'NATP',
    'NAT Gateway',
    { group: 'NGW:NatGateway', operation: 'NatGateway', usagetype: 'EUW3-NatGateway-Prvd-Hours' },
    'Hrs',
    '0.0600000000',
  ),
  of(
    'NATB',
    'NAT Gateway',
    { group: 'NGW:NatGateway', operation: 'NatGateway', usagetype: 'EUW3-NatGateway-Bytes' },
    'GB',
    [
      { from: 0, to: 10240, usd: '0.0500000000' },
      { from: 10240, usd: '0.0400000000' },
    ],
  ),
  db('PG', {}, '0.2960000000'),
  db(
    'PGMULTI',
    { deploymentOption: 'Multi-AZ', usagetype: 'EUW3-Multi-AZUsage:db.r5.large' },
    '0.5920000000',
  ),
  db('AUR', { databaseEngine: 'Aurora PostgreSQL' }, '0.3500000000'),
  db(
    'AURIO',
    { databaseEngine: 'Aurora PostgreSQL', usagetype: 'EUW3-InstanceUsageIOOptimized:db.r5.large' },
    '0.4550000000',
  ),
  db(
    'SQLWEB',
    { databaseEngine: 'SQL Server', databaseEdition: 'Web', licenseModel: 'License included' },
    '0.4000000000',
  ),
  db(
    'SQLSE',
    { databaseEngine: 'SQL Server', databaseEdition: 'Standard', licenseModel: 'License included' },
    '0.9000000000',
  ),
  of(
    'RGP2',
    'Database Storage',
    {
      volumeType: 'General Purpose',
      deploymentOption: 'Single-AZ',
      databaseEngine: 'Any',
      usagetype: 'EUW3-RDS:GP2-Storage',
    },
    'GB-Mo',
    '0.1330000000',
    'AmazonRDS',
  ),
  of(
    'RGP3',
    'Database Storage',
    {
      volumeType: 'General Purpose-GP3',
      deploymentOption: 'Single-AZ',
      databaseEngine: 'PostgreSQL',
      usagetype: 'EUW3-RDS:GP3-Storage',
    },
    'GB-Mo',
    '0.1330000000',
    'AmazonRDS',
  ),
  of(
    'RGP3S',
    'Database Storage',
    {
      volumeType: 'General Purpose-GP3',
      deploymentOption: 'Single-AZ',
      databaseEngine: 'SQL Server',
      usagetype: 'EUW3-RDS:GP3-Storage',
    },
    'GB-Mo',
    '0.1500000000',
    'AmazonRDS',
  ),
  of(
    'RBACK',
    'Storage Snapshot',
    { databaseEngine: 'Any', usagetype: 'EUW3-RDS:ChargedBackupUsage' },
    'GB-Mo',
    '0.0950000000',
    'AmazonRDS',
  ),
  of(
    'ABACK',
    'Storage Snapshot',
    { databaseEngine: 'Aurora PostgreSQL', usagetype: 'EUW3-Aurora:BackupUsage' },
    'GB-Mo',
    '0.0220000000',
    'AmazonRDS',
  ),
  of(
    'XS57',
    'Database Instance',
    {
      databaseEngine: 'MySQL',
      extendedSupportPricingYear: 'Year 1, Year 2',
      usagetype: 'EUW3-ExtendedSupport:Yr1-Yr2:MySQL5.7',
    },
    'vCPU-hour',
    '0.1180000000',
    'AmazonRDS',
  ),
  of(
    'XS80',
    'Database Instance',
    {
      databaseEngine: 'MySQL',
      extendedSupportPricingYear: 'Year 1, Year 2',
      usagetype: 'EUW3-ExtendedSupport:Yr1-Yr2:MySQL8.0',
    },
    'vCPU-hour',
    '0.1180000000',
    'AmazonRDS',
  ),
  // two prices for what should be one product: no guess
  of(
    'AMB1',
    'CPU Credits',
    { usagetype: 'EUW3-CPUCredits:t3', operatingSystem: 'Linux' },
    'vCPU-Hours',
    '0.0500000000',
  ),
  of(
    'AMB2',
    'CPU Credits',
    { usagetype: 'EUW3-CPUCredits:t3', operatingSystem: 'Linux' },
    'vCPU-Hours',
    '0.0700000000',
  ),
];
const compute = (platformDetails: string, tenancy = 'default') =>
  ask.ec2InstanceHour(region, { instanceType: 'm5.large', platformDetails, tenancy });
const database = (engine: string, licenseModel: string, deployment: 'single_az' | 'multi_az' = 'single_az') =>
  ask.rdsInstanceHour(region, { instanceClass: 'db.r5.large', engine, licenseModel, deployment });

let account: Account;
let calls = 0;
let send: Send;
beforeAll(async () => {
  const emu = await emulator();
  account = emu.freshAccount();
  await account.prices(PRODUCTS);
  const client = new PricingClient({
    region: 'us-east-1',
    endpoint: emu.url,
    credentials: await account.credentials(),
    maxAttempts: 1,
  });
  send = (async (_: string, command: object) => {
    calls += 1;
    try {
      return await client.send(command as never);
    } catch (e) {
      throw new AwsFailure({
        kind: 'denied',
        action: 'pricing:GetProducts',
        code: (e as Error).name,
        message: (e as Error).message,
      });
    }
  }) as unknown as Send;
});

describe('resolvePrices', () => {
  it.each<[string, PriceRequest, string, string]>([
    ['Linux on demand', compute('Linux/UNIX'), '0.112', 'LINUX'],
    ['an instance whose platform is not said', compute(''), '0.112', 'LINUX'],
    ['Windows, licence included', compute('Windows'), '0.204', 'WINDOWS'],
    ['Windows, own licence', compute('Windows BYOL'), '0.112', 'WINBYOL'],
    ['SQL Server Standard', compute('Windows with SQL Server Standard'), '0.684', 'SQLSTD'],
    ['dedicated tenancy', compute('Linux/UNIX', 'dedicated'), '0.119', 'DEDICATED'],
    ['gp3 storage', ask.ebsStorage(region, { volumeType: 'gp3' }), '0.0928', 'GP3'],
    ['gp3 IOPS', ask.ebsIops(region, { volumeType: 'gp3' }), '0.0058', 'GP3IOPS'],
    ['gp3 throughput, per MiB/s', ask.ebsThroughput(region, { volumeType: 'gp3' }), '0.0464', 'GP3MIB'],
    ['io2 IOPS, first tier', ask.ebsIops(region, { volumeType: 'io2' }), '0.076', 'IO2T1'],
    ['snapshots', ask.ebsSnapshotStorage(region, { storageTier: 'standard' }), '0.053', 'SNAP'],
    ['archived snapshots', ask.ebsSnapshotStorage(region, { storageTier: 'archive' }), '0.01325', 'SNAPARC'],
    ['an idle address', ask.publicIpv4Hour(region, { state: 'idle' }), '0.005', 'IDLE'],
    ['an address in use', ask.publicIpv4Hour(region, { state: 'in_use' }), '0.005', 'INUSE'],
    ['a NAT gateway hour', ask.natGatewayHour(region, {}), '0.05', 'NATH'],
    ['a NAT gateway GB, first tier', ask.natGatewayGib(region, {}), '0.05', 'NATB'],
    ['PostgreSQL', database('postgres', 'postgresql-license'), '0.296', 'PG'],
    ['PostgreSQL Multi-AZ', database('postgres', 'postgresql-license', 'multi_az'), '0.592', 'PGMULTI'],
    [
      'Aurora Standard, not I/O-Optimized',
      database('aurora-postgresql', 'postgresql-license'),
      '0.35',
      'AUR',
    ],
    ['SQL Server by edition', database('sqlserver-se', 'license-included'), '0.9', 'SQLSE'],
    [
      'RDS gp2 storage of any engine',
      ask.rdsStorage(region, { storageType: 'gp2', engine: 'postgres', deployment: 'single_az' }),
      '0.133',
      'RGP2',
    ],
    [
      'RDS gp3 storage of the engine',
      ask.rdsStorage(region, { storageType: 'gp3', engine: 'postgres', deployment: 'single_az' }),
      '0.133',
      'RGP3',
    ],
    ['RDS backups', ask.rdsBackupStorage(region, { engine: 'postgres' }), '0.095', 'RBACK'],
    ['Aurora backups', ask.rdsBackupStorage(region, { engine: 'aurora-postgresql' }), '0.022', 'ABACK'],
    [
      'Extended Support, versions agreeing',
      ask.rdsExtendedSupport(region, { engine: 'mysql', year: '1-2' }),
      '0.118',
      'XS57',
    ],
  ])('names one SKU for %s', async (_, request, usd, sku) => {
    const { rows } = await resolvePrices([request], { send });
    expect(rows).toMatchObject([
      { usd_per_unit: usd, sku, source: 'price_list_api', confidence: 90, as_of: '2026-11-01', note: '' },
    ]);
  });

  it('takes no guess between different prices, and says where its price is from', async () => {
    const { rows } = await resolvePrices(
      [ask.cpuCreditVcpuHour(region, { family: 't3', platformDetails: '' })],
      { send },
    );
    expect(rows).toMatchObject([
      {
        source: 'bundled',
        usd_per_unit: '0.05',
        note: 'bundled list price of 2025-06-01 (the Price List has 2 products with different prices)',
      },
    ]);
  });

  it('knows no price for what neither source has', async () => {
    const { rows } = await resolvePrices(
      [database('oracle-ee', 'bring-your-own-license'), compute('Linux/UNIX', 'host')],
      { send },
    );
    expect(rows.map((r) => [r.source, r.usd_per_unit])).toEqual([
      ['none', null],
      ['none', null],
    ]);
    expect(priceBook(rows)(compute('Linux/UNIX', 'host'))).toBeUndefined();
  });

  it('asks once per distinct price, and not again while the cache holds: hits a week, misses a day', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'prices-')), 'cache', 'prices.json');
    const requests = [
      compute('Linux/UNIX'),
      compute('Linux/UNIX'),
      database('mysql', 'general-public-license'),
    ];
    const day = 86_400_000;
    const asked = async (now: number): Promise<number> => {
      const before = calls;
      await resolvePrices(requests, { send, cache: await openPriceCache(file, now) });
      return calls - before;
    };
    expect(await asked(100 * day)).toBe(2);
    expect(await asked(100.5 * day)).toBe(0);
    expect(await asked(101.1 * day)).toBe(1);
    expect(await asked(107.2 * day)).toBe(2);
    await writeFile(file, '{"version":2,"entries":{"x":');
    expect(await asked(107.3 * day)).toBe(2);
    expect(JSON.parse(await readFile(file, 'utf8')).version).toBe(2);
  });

  it('falls back to the bundled table after one refusal, with lower confidence, and says so', async () => {
    await account.plant('pricing', 'GetProducts', {
      error: { code: 'AccessDeniedException', message: 'no', status: 400 },
      match: { Filters: [{ Value: 'eu-west-1' }] },
    });
    const requests = ['gp2', 'gp3', 'io1', 'io2', 'st1', 'sc1', 'standard'].map((volumeType) =>
      ask.ebsStorage('eu-west-1', { volumeType }),
    );
    const before = calls;
    const { rows, failure } = await resolvePrices(requests, { send });
    expect(failure?.kind).toBe('denied');
    expect(calls - before).toBeLessThanOrEqual(8);
    expect(
      rows.every(
        (r) =>
          r.source === 'bundled' &&
          r.confidence === 60 &&
          r.note.endsWith('(the Price List could not be reached)'),
      ),
    ).toBe(true);
    expect(pricingSummary(rows)).toEqual({ source: 'bundled', asOf: '2025-06-01' });
  });
});

describe('bundled prices', () => {
  it.each<[string, PriceRequest, string | null, number]>([
    [
      't3.micro in Virginia',
      ask.ec2InstanceHour('us-east-1', { instanceType: 't3.micro', platformDetails: '', tenancy: 'default' }),
      '0.0104',
      60,
    ],
    [
      'm5.4xlarge in Oregon',
      ask.ec2InstanceHour('us-west-2', {
        instanceType: 'm5.4xlarge',
        platformDetails: 'Linux/UNIX',
        tenancy: 'default',
      }),
      '0.768',
      60,
    ],
    [
      'm5.large Windows',
      ask.ec2InstanceHour('us-east-1', {
        instanceType: 'm5.large',
        platformDetails: 'Windows',
        tenancy: 'default',
      }),
      '0.188',
      60,
    ],
    [
      'm5.large in Ireland',
      ask.ec2InstanceHour('eu-west-1', { instanceType: 'm5.large', platformDetails: '', tenancy: 'default' }),
      '0.10704',
      45,
    ],
    ['a region that it does not list', ask.ebsStorage('mx-central-1', { volumeType: 'gp3' }), '0.08', 30],
    [
      'no metal, no guess',
      ask.ec2InstanceHour('us-east-1', { instanceType: 'm5.metal', platformDetails: '', tenancy: 'default' }),
      null,
      0,
    ],
    [
      'no licensed platform',
      ask.ec2InstanceHour('us-east-1', {
        instanceType: 'm5.large',
        platformDetails: 'Red Hat Enterprise Linux',
        tenancy: 'default',
      }),
      null,
      0,
    ],
    ['backup storage in Ireland', ask.rdsBackupStorage('eu-west-1', { engine: 'mysql' }), '0.095', 45],
    ['none in China, which bills in CNY', ask.ebsStorage('cn-north-1', { volumeType: 'gp3' }), null, 0],
    [
      'an old family in proportion',
      ask.ec2InstanceHour('us-east-1', {
        instanceType: 'd2.2xlarge',
        platformDetails: '',
        tenancy: 'default',
      }),
      '1.38',
      60,
    ],
    [
      't3.medium Windows',
      ask.ec2InstanceHour('us-east-1', {
        instanceType: 't3.medium',
        platformDetails: 'Windows',
        tenancy: 'default',
      }),
      '0.06',
      60,
    ],
    [
      'Multi-AZ MySQL',
      ask.rdsInstanceHour('us-east-1', {
        instanceClass: 'db.m5.large',
        engine: 'mysql',
        licenseModel: 'general-public-license',
        deployment: 'multi_az',
      }),
      '0.342',
      60,
    ],
  ])('%s', async (_, request, usd, confidence) => {
    const { rows } = await resolvePrices([request], {});
    expect(rows).toMatchObject([{ usd_per_unit: usd, confidence }]);
  });

  it.each<[string, PriceRequest, RegExp]>([
    [
      'scaled where it is',
      ask.ec2InstanceHour('eu-west-1', { instanceType: 'm5.large', platformDetails: '', tenancy: 'default' }),
      /, us-east-1 scaled to eu-west-1 \(/,
    ],
    [
      'not where the price is that of us-east-1',
      ask.rdsBackupStorage('eu-west-1', { engine: 'mysql' }),
      /, price of us-east-1 \(/,
    ],
    [
      'nothing in us-east-1',
      ask.rdsBackupStorage('us-east-1', { engine: 'mysql' }),
      /^bundled list price of 2025-06-01 \(/,
    ],
  ])('say how they were made: %s', async (_, request, note) => {
    const { rows } = await resolvePrices([request], {});
    expect(rows[0]?.note).toMatch(note);
  });
});
