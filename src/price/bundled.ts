/** Prices from the bundled table: those of us-east-1 on its date (sizes in proportion), an approximation by region elsewhere. */
import { Big } from '../../contracts/money.ts';
import type { PriceRequest } from '../../contracts/price.ts';
import * as t from './bundled-table.ts';

export interface BundledPrice {
  /** Decimal text. */
  readonly usd: string;
  readonly unit: string;
  readonly asOf: string;
  /** 60 where the table has the region's own price, 45 where it is made from that of us-east-1, 30 for a region it does not list. */
  readonly confidence: number;
  /** How it was approximated, empty when exact. */
  readonly approximation: string;
}

const VOLUMES = ['gp2', 'gp3', 'io1', 'iops', 'st1', 'sc1', 'standard', 'snapshot'] as const;
const LIKE_VIRGINIA = new Set(['us-east-1', 'us-east-2', 'us-west-2']);

/** `large` = 1, `2xlarge` = 4; undefined for metal and unknown sizes. */
function sizeFactor(size: string): Big | undefined {
  const small: Readonly<Record<string, string>> = {
    nano: '0.0625',
    micro: '0.125',
    small: '0.25',
    medium: '0.5',
    large: '1',
    xlarge: '2',
  };
  const known = small[size];
  if (known) return new Big(known);
  const n = /^(\d+)xlarge$/.exec(size)?.[1];
  return n === undefined ? undefined : new Big(n).times(2);
}

function ratioOf(family: string, prices: (typeof t.REGION_PRICES)[string]): string {
  const index = ['m', 't', 'c', 'r'].indexOf(family.charAt(0));
  return prices.ratio[index < 0 ? 0 : (index as 0 | 1 | 2 | 3)];
}

interface Found {
  readonly usd: Big;
  readonly unit: string;
  /** How the figure of us-east-1 stands for the region; absent where the figure is the region's own. */
  readonly approximation?: string;
}

function find(r: PriceRequest, prices: (typeof t.REGION_PRICES)[string]): Found | undefined {
  const a = r.attributes;
  const ebs = (name: (typeof VOLUMES)[number]): Big => new Big(prices.ebs[VOLUMES.indexOf(name) as 0]);
  const multi = a.deployment === 'multi_az' ? 2 : 1;
  const gp2Ratio = (): Big => ebs('gp2').div(new Big(t.DEFAULT_REGION_PRICES.ebs[0]));
  const ofVirginia = (approximation: string) => (LIKE_VIRGINIA.has(r.region) ? {} : { approximation });
  const scaled = (usd: Big, unit: string): Found => ({
    usd: usd.times(multi),
    unit,
    ...ofVirginia(`us-east-1 scaled to ${r.region}`),
  });

  switch (r.kind) {
    case 'ec2.instance.hour': {
      const [family = '', size = ''] = (a.instanceType ?? '').split('.');
      const platform = a.platformDetails ?? '';
      const exact = t.EC2_EXACT[a.instanceType ?? ''];
      const large = t.EC2_LARGE[family];
      const factor = sizeFactor(size);
      const linux = exact ? new Big(exact) : large && factor ? factor.times(large) : undefined;
      if (!linux || a.tenancy !== 'default') return undefined;
      const hourly = linux.times(ratioOf(family, prices));
      if (
        platform === '' ||
        platform === 'Linux/UNIX' ||
        platform === 'Red Hat BYOL Linux' ||
        platform === 'Windows BYOL'
      )
        return scaled(hourly, 'Hrs');
      const windows = t.EC2_WINDOWS_EXACT[a.instanceType ?? ''];
      if (platform === 'Windows' && windows)
        return scaled(new Big(windows).times(ratioOf(family, prices)), 'Hrs');
      if (platform === 'Windows' && !family.startsWith('t') && factor?.gte(1))
        return scaled(hourly.plus(factor.times(2).times(t.WINDOWS_PER_VCPU)), 'Hrs');
      return undefined;
    }
    case 'ec2.cpu_credit.vcpu_hour': {
      const credit = t.CPU_CREDITS[a.family ?? ''];
      return (
        credit && {
          usd: new Big((a.platformDetails ?? '').startsWith('Windows') ? credit.windows : credit.linux),
          unit: 'vCPU-Hours',
        }
      );
    }
    case 'ebs.storage.gib_month': {
      const type = a.volumeType === 'io2' ? 'io1' : a.volumeType;
      const name = VOLUMES.find((v) => v === type);
      return name && { usd: ebs(name), unit: 'GB-Mo' };
    }
    case 'ebs.iops.month':
      // gp3: one sixteenth of its GiB price (us-east-1: $0.005 to $0.08), in every region.
      return { usd: a.volumeType === 'gp3' ? ebs('gp3').times('0.0625') : ebs('iops'), unit: 'IOPS-Mo' };
    case 'ebs.throughput.mibps_month':
      // gp3: half of its GiB price (us-east-1: $0.04 to $0.08), in every region.
      return { usd: ebs('gp3').times('0.5'), unit: 'MiBps-Mo' };
    case 'ebs.snapshot.gib_month':
      return {
        usd:
          a.storageTier === 'archive'
            ? ebs('snapshot').div('0.05').times(t.SNAPSHOT_ARCHIVE)
            : ebs('snapshot'),
        unit: 'GB-Mo',
      };
    case 'vpc.public_ipv4.hour':
      return { usd: new Big(t.PUBLIC_IPV4), unit: 'Hrs' };
    case 'vpc.nat_gateway.hour':
      return { usd: new Big(prices.nat), unit: 'Hrs' };
    case 'vpc.nat_gateway.gib':
      return { usd: new Big(prices.nat), unit: 'GB' };
    case 'rds.instance.hour': {
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
      return large && factor ? scaled(factor.times(large).times(ratioOf(family, prices)), 'Hrs') : undefined;
    }
    case 'rds.storage.gib_month': {
      const usd = t.RDS_STORAGE[a.storageType ?? ''];
      return usd === undefined ? undefined : scaled(gp2Ratio().times(usd), 'GB-Mo');
    }
    case 'rds.iops.month': {
      const usd = t.RDS_IOPS[a.storageType ?? ''];
      return usd === undefined ? undefined : scaled(gp2Ratio().times(usd), 'IOPS-Mo');
    }
    case 'rds.backup.gib_month':
      return {
        usd: new Big((a.engine ?? '').startsWith('aurora') ? t.RDS_BACKUP.aurora : t.RDS_BACKUP.rds),
        unit: 'GB-Mo',
        ...ofVirginia('price of us-east-1'),
      };
    case 'rds.extended_support.vcpu_hour':
      return scaled(
        new Big(t.RDS_EXTENDED_SUPPORT[a.year === '3' ? '3' : '1-2']).times(ratioOf('m', prices)),
        'vCPU-Hours',
      );
  }
}

/** Undefined where the table has nothing to say (a family it does not list, a licensed engine or platform, China). */
export function bundledPrice(r: PriceRequest): BundledPrice | undefined {
  // China is billed in CNY by price lists of its own
  if (r.region.startsWith('cn-')) return undefined;
  const own = t.REGION_PRICES[r.region];
  const found = find(r, own ?? t.DEFAULT_REGION_PRICES);
  if (!found) return undefined;
  const [confidence, approximation] = !own
    ? [30, `price of us-east-1, ${r.region} is not in the table`]
    : found.approximation !== undefined
      ? [45, found.approximation]
      : [60, ''];
  return {
    usd: found.usd.round(8, 2).toFixed(),
    unit: found.unit,
    asOf: t.BUNDLED_ON,
    confidence,
    approximation,
  };
}
