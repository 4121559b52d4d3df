/** Prices of RDS. Attribute names and values as in the AmazonRDS offer. */
import { Big } from '../../contracts/money.ts';
import { bundled, gp2Ratio, ofVirginia, ratioOf, scaled, sizeFactor } from '../_lib/bundled.ts';
import * as t from '../_lib/bundled-table.ts';
import { exactly, GB_MONTHS, HOURS, IOPS_MONTHS, VCPU_HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** RDS API engine ids in the Price List's words; the edition where an engine has several. */
const DATABASE_ENGINES: readonly (readonly [RegExp, string, string?])[] = [
  [/^aurora-mysql$|^aurora$/, 'Aurora MySQL'],
  [/^aurora-postgresql$/, 'Aurora PostgreSQL'],
  [/^mysql$/, 'MySQL'],
  [/^postgres$/, 'PostgreSQL'],
  [/^mariadb$/, 'MariaDB'],
  [/^oracle-ee(-cdb)?$/, 'Oracle', 'Enterprise'],
  [/^oracle-se2(-cdb)?$/, 'Oracle', 'Standard Two'],
  [/^sqlserver-ee$/, 'SQL Server', 'Enterprise'],
  [/^sqlserver-se$/, 'SQL Server', 'Standard'],
  [/^sqlserver-web$/, 'SQL Server', 'Web'],
  [/^sqlserver-ex$/, 'SQL Server', 'Express'],
];
const databaseEngine = (engine: string): readonly [string, string?] | undefined => {
  const found = DATABASE_ENGINES.find(([re]) => re.test(engine));
  return found && (found[2] === undefined ? [found[1]] : [found[1], found[2]]);
};
const DATABASE_LICENCE: Readonly<Record<string, string>> = {
  'license-included': 'License included',
  'bring-your-own-license': 'Bring your own license',
};
const DEPLOYMENT: Readonly<Record<string, string>> = { single_az: 'Single-AZ', multi_az: 'Multi-AZ' };
/** Multi-AZ bills the standby too. */
const copies = (deployment: string): number => (deployment === 'multi_az' ? 2 : 1);
const DATABASE_VOLUME: Readonly<Record<string, string>> = {
  gp2: 'General Purpose',
  gp3: 'General Purpose-GP3',
  io1: 'Provisioned IOPS',
  io2: 'Provisioned IOPS-IO2',
  standard: 'Magnetic',
};

/** `engine` and `licenseModel` as the RDS API says them. */
export const rdsInstanceHour = definePrice<{
  instanceClass: string;
  engine: string;
  licenseModel: string;
  deployment: 'single_az' | 'multi_az';
}>({
  kind: 'rds.instance.hour',
  says: 'a database instance, per hour',
  list: (a, region) => {
    const engine = databaseEngine(a.engine ?? '');
    if (!engine) return undefined;
    return {
      serviceCode: 'AmazonRDS',
      filters: {
        regionCode: region,
        productFamily: 'Database Instance',
        instanceType: a.instanceClass ?? '',
        databaseEngine: engine[0],
        deploymentOption: DEPLOYMENT[a.deployment ?? ''] ?? 'Single-AZ',
      },
      usageType: exactly('(?:InstanceUsage|Multi-AZUsage)(?::.+)?'),
      narrow: {
        licenseModel: DATABASE_LICENCE[a.licenseModel ?? ''] ?? 'No license required',
        ...(engine[1] === undefined ? {} : { databaseEdition: engine[1] }),
      },
      units: HOURS,
    };
  },
  bundled: bundled((a, region, prices) => {
    const [, family = '', size = ''] = (a.instanceClass ?? '').split('.');
    const row = t.RDS_LARGE[family];
    const factor = sizeFactor(size);
    const engine = a.engine ?? '';
    const large = engine.startsWith('aurora')
      ? row?.[2]
      : engine === 'postgres'
        ? row?.[1]
        : /^(mysql|mariadb)$/.test(engine)
          ? row?.[0]
          : undefined;
    return large && factor
      ? scaled(factor.times(large).times(ratioOf(family, prices)).times(copies(a.deployment)), 'Hrs', region)
      : undefined;
  }),
});

export const rdsStorage = definePrice<{
  storageType: string;
  engine: string;
  deployment: 'single_az' | 'multi_az';
}>({
  kind: 'rds.storage.gib_month',
  says: 'database storage, per GiB and month',
  list: (a, region) => {
    const volumeType = DATABASE_VOLUME[a.storageType ?? ''];
    const engine = databaseEngine(a.engine ?? '');
    if (!volumeType || !engine) return undefined;
    return {
      serviceCode: 'AmazonRDS',
      filters: {
        regionCode: region,
        productFamily: 'Database Storage',
        volumeType,
        deploymentOption: DEPLOYMENT[a.deployment ?? ''] ?? 'Single-AZ',
      },
      usageType: exactly('RDS:(?!.*Cluster).*Storage(?:-IO2)?.*'),
      prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] },
      units: GB_MONTHS,
    };
  },
  bundled: bundled((a, region, prices) => {
    const usd = t.RDS_STORAGE[a.storageType ?? ''];
    return usd === undefined
      ? undefined
      : scaled(gp2Ratio(prices).times(usd).times(copies(a.deployment)), 'GB-Mo', region);
  }),
});

export const rdsIops = definePrice<{
  storageType: string;
  engine: string;
  deployment: 'single_az' | 'multi_az';
}>({
  kind: 'rds.iops.month',
  says: 'provisioned IOPS of a database, per month',
  list: (a, region) => {
    const engine = databaseEngine(a.engine ?? '');
    if (!engine) return undefined;
    const multi = a.deployment === 'multi_az' ? 'Multi-AZ-' : '';
    const usage = {
      io1: `${multi}PIOPS`,
      io2: `${multi}(?:IO2-PIOPS|PIOPS-IO2)`,
      gp3: `${multi}GP3-PIOPS`,
    }[a.storageType ?? ''];
    return usage === undefined
      ? undefined
      : {
          serviceCode: 'AmazonRDS',
          filters: {
            regionCode: region,
            productFamily: 'Provisioned IOPS',
            deploymentOption: DEPLOYMENT[a.deployment ?? ''] ?? 'Single-AZ',
          },
          usageType: exactly(`RDS:${usage}`),
          prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] },
          units: IOPS_MONTHS,
        };
  },
  bundled: bundled((a, region, prices) => {
    const usd = t.RDS_IOPS[a.storageType ?? ''];
    return usd === undefined
      ? undefined
      : scaled(gp2Ratio(prices).times(usd).times(copies(a.deployment)), 'IOPS-Mo', region);
  }),
});

/** Backup storage beyond the free allotment. */
export const rdsBackupStorage = definePrice<{ engine: string }>({
  kind: 'rds.backup.gib_month',
  says: 'backup storage, per GiB and month',
  list: (a, region) => {
    const aurora = (a.engine ?? '').startsWith('aurora');
    const engine = databaseEngine(a.engine ?? '');
    return {
      serviceCode: 'AmazonRDS',
      filters: { regionCode: region, productFamily: 'Storage Snapshot' },
      usageType: exactly(aurora ? 'Aurora:BackupUsage' : 'RDS:ChargedBackupUsage'),
      ...(engine ? { prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] } } : {}),
      units: GB_MONTHS,
    };
  },
  bundled: bundled((a, region, _prices) => {
    return {
      usd: new Big((a.engine ?? '').startsWith('aurora') ? t.RDS_BACKUP.aurora : t.RDS_BACKUP.rds),
      unit: 'GB-Mo',
      ...ofVirginia(region, 'price of us-east-1'),
    };
  }),
});

export const rdsExtendedSupport = definePrice<{ engine: string; year: '1-2' | '3' }>({
  kind: 'rds.extended_support.vcpu_hour',
  says: 'RDS Extended Support, per vCPU-hour',
  list: (a, region) => {
    const engine = databaseEngine(a.engine ?? '');
    if (!engine) return undefined;
    const [years, label] = a.year === '3' ? ['Yr3', 'Year 3'] : ['Yr1-Yr2', 'Year 1, Year 2'];
    return {
      serviceCode: 'AmazonRDS',
      filters: { regionCode: region, databaseEngine: engine[0], extendedSupportPricingYear: label },
      usageType: exactly(`ExtendedSupport:${years}:(?!ASv2).+`),
      units: VCPU_HOURS,
    };
  },
  bundled: bundled((a, region, prices) => {
    return scaled(
      new Big(t.RDS_EXTENDED_SUPPORT[a.year === '3' ? '3' : '1-2']).times(ratioOf('m', prices)),
      'vCPU-Hours',
      region,
    );
  }),
});
