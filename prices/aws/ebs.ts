/** Prices of EBS. Attribute names and values as in the AmazonEC2 offer. */

import { bundled, ebs, volumeOf } from '../_lib/bundled.ts';
import * as t from '../_lib/bundled-table.ts';
import { exactly, GB_MONTHS, IOPS_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

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

export const ebsStorage = definePrice<{ volumeType: string }>({
  kind: 'ebs.storage.gib_month',
  says: 'volume storage, per GiB and month',
  list: (a, region) => {
    const usage = VOLUME_USAGE[a.volumeType ?? ''];
    return usage === undefined
      ? undefined
      : {
          serviceCode: 'AmazonEC2',
          filters: { regionCode: region, productFamily: 'Storage', volumeApiName: a.volumeType ?? '' },
          usageType: exactly(usage),
          units: GB_MONTHS,
        };
  },
  bundled: bundled((a, _region, prices) => {
    const name = volumeOf(a.volumeType);
    return name && { usd: ebs(prices, name), unit: 'GB-Mo' };
  }),
});

/** Provisioned IOPS per month: all of io1, io2 (first tier); above 3,000 of gp3. */
export const ebsIops = definePrice<{ volumeType: string }>({
  kind: 'ebs.iops.month',
  says: 'provisioned IOPS, per month',
  list: (a, region) => {
    const usage = IOPS_USAGE[a.volumeType ?? ''];
    return usage === undefined
      ? undefined
      : {
          serviceCode: 'AmazonEC2',
          filters: {
            regionCode: region,
            productFamily: 'System Operation',
            volumeApiName: a.volumeType ?? '',
          },
          usageType: exactly(`EBS:VolumeP-IOPS\\.${usage}`),
          units: IOPS_MONTHS,
        };
  },
  bundled: bundled((a, _region, prices) => {
    // gp3: one sixteenth of its GiB price (us-east-1: $0.005 to $0.08), in every region.
    return {
      usd: a.volumeType === 'gp3' ? ebs(prices, 'gp3').times('0.0625') : ebs(prices, 'iops'),
      unit: 'IOPS-Mo',
    };
  }),
});

/** Provisioned throughput above 125 MiB/s of gp3, per MiB/s-month. */
export const ebsThroughput = definePrice<{ volumeType: string }>({
  kind: 'ebs.throughput.mibps_month',
  says: 'provisioned throughput, per MiB/s and month',
  list: (a, region) => {
    return {
      serviceCode: 'AmazonEC2',
      filters: {
        regionCode: region,
        productFamily: 'Provisioned Throughput',
        volumeApiName: a.volumeType ?? '',
      },
      usageType: exactly('EBS:VolumeP-Throughput\\.gp3'),
      units: { 'GiBps-mo': 1 / 1024, 'GiBps-Mo': 1 / 1024, 'MiBps-Mo': 1, 'MiBps-mo': 1 },
    };
  },
  bundled: bundled((_a, _region, prices) => {
    // gp3: half of its GiB price (us-east-1: $0.04 to $0.08), in every region.
    return { usd: ebs(prices, 'gp3').times('0.5'), unit: 'MiBps-Mo' };
  }),
});

export const ebsSnapshotStorage = definePrice<{ storageTier: string }>({
  kind: 'ebs.snapshot.gib_month',
  says: 'snapshot storage, per GiB and month',
  list: (a, region) => {
    return {
      serviceCode: 'AmazonEC2',
      filters: { regionCode: region, productFamily: 'Storage Snapshot' },
      usageType: exactly(a.storageTier === 'archive' ? 'EBS:SnapshotArchiveStorage' : 'EBS:SnapshotUsage'),
      units: GB_MONTHS,
    };
  },
  bundled: bundled((a, _region, prices) => {
    return {
      usd:
        a.storageTier === 'archive'
          ? ebs(prices, 'snapshot').div('0.05').times(t.SNAPSHOT_ARCHIVE)
          : ebs(prices, 'snapshot'),
      unit: 'GB-Mo',
    };
  }),
});
