/**
 * What to ask the Price List API for each kind of price, so that exactly one SKU answers: server-side filters by
 * `regionCode`, then the attributes that tell the remaining products apart.
 * Source: AWS Price List Query API, GetProducts; attribute names and values as in the AmazonEC2, AmazonVPC and AmazonRDS offers.
 */
import type { PriceRequest } from '../../contracts/price.ts';

export interface PriceListQuery {
  readonly serviceCode: 'AmazonEC2' | 'AmazonVPC' | 'AmazonRDS';
  readonly filters: Readonly<Record<string, string>>;
  /** The product's `usagetype` without its region prefix. */
  readonly usageType: RegExp;
  /** Attributes that must have this value where the product has them at all. */
  readonly narrow?: Readonly<Record<string, string>>;
  /** Preferred first, e.g. the engine's own SKU before the one for any engine. */
  readonly prefer?: { readonly attribute: string; readonly values: readonly string[] };
  /** Units of the API that are accepted, each with the factor to our unit. */
  readonly units: Readonly<Record<string, number>>;
}

const HOURS = { Hrs: 1, Hours: 1, hours: 1 };
const GB_MONTHS = { 'GB-Mo': 1, 'GB-month': 1, 'GB-Month': 1 };
const IOPS_MONTHS = { 'IOPS-Mo': 1, 'IOPS-month': 1 };
const VCPU_HOURS = { 'vCPU-Hours': 1, 'vCPU-hour': 1, 'vCPU-Hour': 1 };
/** A usage type as it stands in us-east-1, or behind a region prefix such as EUW3-. */
const exactly = (usageType: string): RegExp => new RegExp(`^(?:[A-Z0-9]+-)?${usageType}$`);

/** `PlatformDetails` in the Price List's words. Source: EC2 User Guide, "AMI billing information fields". */
function platform(details: string): {
  operatingSystem: string;
  preInstalledSw: string;
  licenseModel: string;
} {
  const operatingSystem = details.startsWith('Windows')
    ? 'Windows'
    : details.startsWith('Red Hat Enterprise Linux with HA') || details.includes(' and HA')
      ? 'Red Hat Enterprise Linux with HA'
      : details.startsWith('Red Hat Enterprise Linux')
        ? 'RHEL'
        : details.startsWith('SUSE')
          ? 'SUSE'
          : details.startsWith('Ubuntu Pro')
            ? 'Ubuntu Pro'
            : 'Linux';
  const preInstalledSw = details.includes('SQL Server Enterprise')
    ? 'SQL Ent'
    : details.includes('SQL Server Standard')
      ? 'SQL Std'
      : details.includes('SQL Server Web')
        ? 'SQL Web'
        : 'NA';
  const licenseModel = details === 'Windows BYOL' ? 'Bring your own license' : 'No License required';
  return { operatingSystem, preInstalledSw, licenseModel };
}

const TENANCY: Readonly<Record<string, string>> = { default: 'Shared', dedicated: 'Dedicated', host: 'Host' };

const VOLUME_USAGE: Readonly<Record<string, string>> = {
  gp2: 'EBS:VolumeUsage\\.gp2',
  gp3: 'EBS:VolumeUsage\\.gp3',
  io1: 'EBS:VolumeUsage\\.piops',
  io2: 'EBS:VolumeUsage\\.io2',
  st1: 'EBS:VolumeUsage\\.st1',
  sc1: 'EBS:VolumeUsage\\.sc1',
  standard: 'EBS:VolumeUsage',
};
const IOPS_USAGE: Readonly<Record<string, string>> = { gp3: 'gp3', io1: 'piops', io2: 'io2' };

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
const DATABASE_VOLUME: Readonly<Record<string, string>> = {
  gp2: 'General Purpose',
  gp3: 'General Purpose-GP3',
  io1: 'Provisioned IOPS',
  io2: 'Provisioned IOPS-IO2',
  standard: 'Magnetic',
};

/** The query of a request, undefined where the Price List has no such product (an unknown engine or volume type). */
export function priceListQuery(r: PriceRequest): PriceListQuery | undefined {
  const a = r.attributes;
  const regionCode = r.region;
  switch (r.kind) {
    case 'ec2.instance.hour': {
      const tenancy = TENANCY[a.tenancy ?? 'default'];
      // A dedicated host is billed itself; instances on it cost nothing.
      if (!tenancy || tenancy === 'Host') return undefined;
      const { operatingSystem, preInstalledSw, licenseModel } = platform(a.platformDetails ?? '');
      return {
        serviceCode: 'AmazonEC2',
        filters: {
          regionCode,
          instanceType: a.instanceType ?? '',
          operatingSystem,
          tenancy,
          preInstalledSw,
          capacitystatus: 'Used',
        },
        usageType: exactly(`(?:BoxUsage|DedicatedUsage)(?::.+)?`),
        narrow: { licenseModel, marketoption: 'OnDemand' },
        units: HOURS,
      };
    }
    case 'ec2.cpu_credit.vcpu_hour':
      return {
        serviceCode: 'AmazonEC2',
        filters: { regionCode, productFamily: 'CPU Credits' },
        usageType: exactly(`CPUCredits:${a.family}`),
        narrow: { operatingSystem: platform(a.platformDetails ?? '').operatingSystem },
        units: VCPU_HOURS,
      };
    case 'ebs.storage.gib_month': {
      const usage = VOLUME_USAGE[a.volumeType ?? ''];
      return usage === undefined
        ? undefined
        : {
            serviceCode: 'AmazonEC2',
            filters: { regionCode, productFamily: 'Storage', volumeApiName: a.volumeType ?? '' },
            usageType: exactly(usage),
            units: GB_MONTHS,
          };
    }
    case 'ebs.iops.month': {
      const usage = IOPS_USAGE[a.volumeType ?? ''];
      return usage === undefined
        ? undefined
        : {
            serviceCode: 'AmazonEC2',
            filters: { regionCode, productFamily: 'System Operation', volumeApiName: a.volumeType ?? '' },
            usageType: exactly(`EBS:VolumeP-IOPS\\.${usage}`),
            units: IOPS_MONTHS,
          };
    }
    case 'ebs.throughput.mibps_month':
      return {
        serviceCode: 'AmazonEC2',
        filters: { regionCode, productFamily: 'Provisioned Throughput', volumeApiName: a.volumeType ?? '' },
        usageType: exactly('EBS:VolumeP-Throughput\\.gp3'),
        units: { 'GiBps-mo': 1 / 1024, 'GiBps-Mo': 1 / 1024, 'MiBps-Mo': 1, 'MiBps-mo': 1 },
      };
    case 'ebs.snapshot.gib_month':
      return {
        serviceCode: 'AmazonEC2',
        filters: { regionCode, productFamily: 'Storage Snapshot' },
        usageType: exactly(a.storageTier === 'archive' ? 'EBS:SnapshotArchiveStorage' : 'EBS:SnapshotUsage'),
        units: GB_MONTHS,
      };
    case 'vpc.public_ipv4.hour':
      return {
        serviceCode: 'AmazonVPC',
        filters: { regionCode, group: 'VPCPublicIPv4Address' },
        usageType: exactly(a.state === 'in_use' ? 'PublicIPv4:InUseAddress' : 'PublicIPv4:IdleAddress'),
        units: HOURS,
      };
    case 'vpc.nat_gateway.hour':
      return {
        serviceCode: 'AmazonEC2',
        filters: { regionCode, productFamily: 'NAT Gateway' },
        usageType: exactly('NatGateway-Hours'),
        units: HOURS,
      };
    case 'vpc.nat_gateway.gib':
      return {
        serviceCode: 'AmazonEC2',
        filters: { regionCode, productFamily: 'NAT Gateway' },
        usageType: exactly('NatGateway-Bytes'),
        units: { GB: 1 },
      };
    case 'rds.instance.hour': {
      const engine = databaseEngine(a.engine ?? '');
      if (!engine) return undefined;
      return {
        serviceCode: 'AmazonRDS',
        filters: {
          regionCode,
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
    }
    case 'rds.storage.gib_month': {
      const volumeType = DATABASE_VOLUME[a.storageType ?? ''];
      const engine = databaseEngine(a.engine ?? '');
      if (!volumeType || !engine) return undefined;
      return {
        serviceCode: 'AmazonRDS',
        filters: {
          regionCode,
          productFamily: 'Database Storage',
          volumeType,
          deploymentOption: DEPLOYMENT[a.deployment ?? ''] ?? 'Single-AZ',
        },
        usageType: exactly('RDS:(?!.*Cluster).*Storage(?:-IO2)?.*'),
        prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] },
        units: GB_MONTHS,
      };
    }
    case 'rds.iops.month': {
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
              regionCode,
              productFamily: 'Provisioned IOPS',
              deploymentOption: DEPLOYMENT[a.deployment ?? ''] ?? 'Single-AZ',
            },
            usageType: exactly(`RDS:${usage}`),
            prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] },
            units: IOPS_MONTHS,
          };
    }
    case 'rds.backup.gib_month': {
      const aurora = (a.engine ?? '').startsWith('aurora');
      const engine = databaseEngine(a.engine ?? '');
      return {
        serviceCode: 'AmazonRDS',
        filters: { regionCode, productFamily: 'Storage Snapshot' },
        usageType: exactly(aurora ? 'Aurora:BackupUsage' : 'RDS:ChargedBackupUsage'),
        ...(engine ? { prefer: { attribute: 'databaseEngine', values: [engine[0], 'Any'] } } : {}),
        units: GB_MONTHS,
      };
    }
    case 'rds.extended_support.vcpu_hour': {
      const engine = databaseEngine(a.engine ?? '');
      if (!engine) return undefined;
      const [years, label] = a.year === '3' ? ['Yr3', 'Year 3'] : ['Yr1-Yr2', 'Year 1, Year 2'];
      return {
        serviceCode: 'AmazonRDS',
        filters: { regionCode, databaseEngine: engine[0], extendedSupportPricingYear: label },
        usageType: exactly(`ExtendedSupport:${years}:(?!ASv2).+`),
        units: VCPU_HOURS,
      };
    }
  }
}
