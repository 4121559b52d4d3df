/** Prices of EFS. Attribute names and values as in the AmazonEFS offer; figures of us-east-1 after "Amazon EFS pricing". */
import { virginia, virginiaOf } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

export type EfsClass =
  | 'standard'
  | 'infrequent_access'
  | 'infrequent_access_elastic'
  | 'archive'
  | 'one_zone'
  | 'one_zone_infrequent_access';

/** Infrequent Access is cheaper with Elastic throughput. Source: EFS User Guide, "Understanding billing and usage reports". */
const STORAGE: Readonly<Record<EfsClass, readonly [usage: string, virginia: string]>> = {
  standard: ['TimedStorage-ByteHrs', '0.30'],
  infrequent_access: ['IATimedStorage-ByteHrs', '0.025'],
  infrequent_access_elastic: ['IATimedStorage-ET-ByteHrs', '0.016'],
  archive: ['ArchiveTimedStorage-ByteHrs', '0.008'],
  one_zone: ['TimedStorage-Z-ByteHrs', '0.16'],
  one_zone_infrequent_access: ['IATimedStorage-Z-ByteHrs', '0.0133'],
};

export const efsStorage = definePrice<{ storageClass: EfsClass }>({
  kind: 'efs.storage.gib_month',
  says: 'EFS storage, per GiB and month',
  list: (a, region) => ({
    serviceCode: 'AmazonEFS',
    filters: { regionCode: region, productFamily: 'Storage' },
    usageType: exactly(STORAGE[a.storageClass][0]),
    units: GB_MONTHS,
  }),
  bundled: virginiaOf((a) => STORAGE[a.storageClass][1], 'GB-Mo'),
});

/** Provisioned throughput above what comes with the storage, per MiB/s-month. */
export const efsThroughput = definePrice({
  kind: 'efs.throughput.mibps_month',
  says: 'EFS provisioned throughput, per MiB/s and month',
  list: (_a, region) => ({
    serviceCode: 'AmazonEFS',
    filters: { regionCode: region, productFamily: 'Provisioned Throughput' },
    // the throughput that storage includes stands in the same family, at nothing
    usageType: exactly('ProvisionedTP-MiBpsHrs'),
    units: { 'MiBps-Mo': 1, 'MiBps-mo': 1 },
  }),
  bundled: virginia('6.00', 'MiBps-Mo'),
});
