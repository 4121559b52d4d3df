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
const OFFERED: Readonly<Record<string, string>> = { WINDOWS: 'Windows', ONTAP: 'ONTAP', OPENZFS: 'OpenZFS' };
/** Whatever else stands in the family: backups, tiers and caches have other prices. */
const NOTHING_ELSE = /^(?!.*(?:Backup|CPool|Tiering|INT|Cache|Snapshot))/;

const isMultiAz = (deployment: string): boolean => deployment.startsWith('MULTI_AZ');

function query(
  a: Throughput,
  region: string,
  of: Pick<PriceListQuery, 'units'> & {
    family: string;
    more: Readonly<Record<string, string>>;
    ontap: string;
  },
): PriceListQuery | undefined {
  const fileSystemType = OFFERED[a.type];
  if (fileSystemType === undefined) return undefined;
  const filters = { regionCode: region, productFamily: of.family, fileSystemType, ...of.more };
  if (a.type !== 'ONTAP')
    return {
      serviceCode: 'AmazonFSx',
      filters: { ...filters, deploymentOption: isMultiAz(a.deployment) ? 'Multi-AZ' : 'Single-AZ' },
      usageType: NOTHING_ELSE,
      units: of.units,
    };
  const ends = ONTAP[a.deployment];
  return ends === undefined
    ? undefined
    : { serviceCode: 'AmazonFSx', filters, usageType: exactly(of.ontap.replace('$', ends)), units: of.units };
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
  'OPENZFS/SINGLE_AZ_2': '0.26',
  'OPENZFS/MULTI_AZ_1': '0.87',
};

export const fsxStorage = definePrice<Storage>({
  kind: 'fsx.storage.gib_month',
  says: 'FSx storage, per GiB and month',
  // Lustre's SKUs by throughput per TiB are not told apart by a documented attribute
  list: (a, region) =>
    query(a, region, {
      family: 'Storage',
      more: { storageType: a.storage },
      ontap: 'Storage\\.$:SSD',
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
      ontap: 'ThroughputCapacity\\.$',
      units: MBPS_MONTHS,
    }),
  bundled: virginiaOf((a) => THROUGHPUT[`${a.type}/${a.deployment}`], 'MBps-Mo'),
});
