/**
 * Prices of FSx. Attribute names and values as in the AmazonFSx offer; figures of us-east-1 after the pricing pages of
 * FSx for Windows File Server, Lustre, NetApp ONTAP and OpenZFS.
 */
import type { PriceListQuery } from '../../contracts/price.ts';
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** As in DescribeFileSystems: `WINDOWS`, `SINGLE_AZ_2`, `SSD`. */
type Throughput = { type: string; deployment: string };
/** `perTib` is Lustre's throughput per TiB, empty for the others. */
type Storage = Throughput & { storage: string; perTib: string };

const MBPS_MONTHS = { 'MiBps-Mo': 1, 'MiBps-Month': 1, 'MBps-Mo': 1, 'MBps-Month': 1, 'MB/s-Mo': 1 };

/** How the usage types of ONTAP end. Its second generation has SKUs of its own. */
const ONTAP: Readonly<Record<string, string>> = {
  SINGLE_AZ_1: 'SAZ_2N',
  SINGLE_AZ_2: 'SAZ_2N2',
  MULTI_AZ_1: 'MAZ',
  MULTI_AZ_2: 'MAZ2',
};
const OFFERED: Readonly<Record<string, string>> = {
  WINDOWS: 'Windows',
  LUSTRE: 'Lustre',
  ONTAP: 'ONTAP',
  OPENZFS: 'OpenZFS',
};
/** `deploymentOption` of Windows and OpenZFS; pairs of servers in one zone are not told apart by a known value. */
const OPTION: Readonly<Record<string, string>> = {
  'WINDOWS/SINGLE_AZ_1': 'Single-AZ',
  'WINDOWS/SINGLE_AZ_2': 'Single-AZ',
  'WINDOWS/MULTI_AZ_1': 'Multi-AZ',
  'OPENZFS/SINGLE_AZ_1': 'Single-AZ',
  'OPENZFS/SINGLE_AZ_2': 'Single-AZ_2',
  'OPENZFS/MULTI_AZ_1': 'Multi-AZ',
};
/** Whatever else stands in the family: backups, tiers and caches have other prices. */
const NOTHING_ELSE = /^(?!.*(?:Backup|CPool|INT|Cache|Snapshot))/;

const isMultiAz = (deployment: string): boolean => deployment.startsWith('MULTI_AZ');

/** A query for the SKUs of a kind; `usage` names the one of ONTAP or Lustre, the others are told by their attributes. */
function query(
  a: Throughput,
  region: string,
  of: {
    readonly family: string;
    readonly more: Readonly<Record<string, string>>;
    readonly usage: string | undefined;
    readonly units: PriceListQuery['units'];
  },
): PriceListQuery | undefined {
  const fileSystemType = OFFERED[a.type];
  if (fileSystemType === undefined) return undefined;
  const query = { serviceCode: 'AmazonFSx', units: of.units };
  const filters = { regionCode: region, productFamily: of.family, fileSystemType };
  if (a.type === 'ONTAP' || a.type === 'LUSTRE')
    return of.usage === undefined ? undefined : { ...query, filters, usageType: exactly(of.usage) };
  const deploymentOption = OPTION[`${a.type}/${a.deployment}`];
  return deploymentOption === undefined
    ? undefined
    : { ...query, filters: { ...filters, ...of.more, deploymentOption }, usageType: NOTHING_ELSE };
}

/** Per GiB-month: [single zone, several zones]. */
const STORAGE: Readonly<Record<string, readonly [single: string, multi: string]>> = {
  'WINDOWS/SSD': ['0.13', '0.23'],
  'WINDOWS/HDD': ['0.013', '0.025'],
  'ONTAP/SSD': ['0.125', '0.25'],
  'OPENZFS/SSD': ['0.09', '0.18'],
};
/** Lustre by deployment type, storage type and MB/s per TiB. */
const LUSTRE: Readonly<Record<string, string>> = {
  'SCRATCH_1/SSD/': '0.14',
  'SCRATCH_2/SSD/': '0.14',
  'PERSISTENT_1/SSD/50': '0.14',
  'PERSISTENT_1/SSD/100': '0.19',
  'PERSISTENT_1/SSD/200': '0.29',
  'PERSISTENT_1/HDD/12': '0.025',
  'PERSISTENT_1/HDD/40': '0.083',
  'PERSISTENT_2/SSD/125': '0.145',
  'PERSISTENT_2/SSD/250': '0.21',
  'PERSISTENT_2/SSD/500': '0.34',
  'PERSISTENT_2/SSD/1000': '0.60',
};
/** Per MB/s-month, by kind and deployment type; those that are missing have no figure here. */
const THROUGHPUT: Readonly<Record<string, string>> = {
  'WINDOWS/SINGLE_AZ_1': '2.20',
  'WINDOWS/SINGLE_AZ_2': '2.20',
  'WINDOWS/MULTI_AZ_1': '4.50',
  'ONTAP/SINGLE_AZ_1': '0.72',
  'ONTAP/MULTI_AZ_1': '1.20',
  'OPENZFS/SINGLE_AZ_1': '0.26',
  'OPENZFS/MULTI_AZ_1': '0.87',
};

/** As in the bill: `Storage.MAZ:SSD` of ONTAP, `Storage` of scratch Lustre, `Storage.SSD.125` of persistent one. */
function storageUsage(a: Storage): string | undefined {
  if (a.type === 'LUSTRE' && a.deployment.startsWith('SCRATCH')) return 'Storage';
  if (a.type === 'LUSTRE') return `Storage\\.${a.storage}\\.${a.perTib}`;
  const ends = ONTAP[a.deployment];
  return ends && `Storage\\.${ends}:${a.storage}`;
}
function throughputUsage(a: Throughput): string | undefined {
  const ends = a.type === 'ONTAP' ? ONTAP[a.deployment] : undefined;
  return ends && `ThroughputCapacity\\.${ends}`;
}

export const fsxStorage = definePrice<Storage>({
  kind: 'fsx.storage.gib_month',
  says: 'FSx storage, per GiB and month',
  list: (a, region) =>
    query(a, region, {
      family: 'Storage',
      more: { storageType: a.storage },
      usage: storageUsage(a),
      units: GB_MONTHS,
    }),
  bundled: virginiaOf(
    (a) =>
      a.type === 'LUSTRE'
        ? LUSTRE[`${a.deployment}/${a.storage}/${a.perTib}`]
        : STORAGE[`${a.type}/${a.storage}`]?.[isMultiAz(a.deployment) ? 1 : 0],
    'GB-Mo',
  ),
});

export const fsxThroughput = definePrice<Throughput>({
  kind: 'fsx.throughput.mbps_month',
  says: 'FSx throughput capacity, per MB/s and month',
  list: (a, region) =>
    query(a, region, {
      family: 'Provisioned Throughput',
      more: {},
      usage: throughputUsage(a),
      units: MBPS_MONTHS,
    }),
  bundled: virginiaOf((a) => THROUGHPUT[`${a.type}/${a.deployment}`], 'MBps-Mo'),
});
