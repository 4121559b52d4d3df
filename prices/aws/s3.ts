/** Prices of S3. Usage types as in the AmazonS3 offer; Deep Archive is an offer of its own. */
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** By storage class: the usage type of a GB-month, and its first tier in us-east-1. Source: Amazon S3 pricing, "Storage & requests". */
const CLASSES = {
  standard: ['TimedStorage-ByteHrs', '0.023'],
  reduced_redundancy: ['TimedStorage-RRS-ByteHrs', '0.024'],
  standard_ia: ['TimedStorage-SIA-ByteHrs', '0.0125'],
  one_zone_ia: ['TimedStorage-ZIA-ByteHrs', '0.01'],
  tiering_frequent: ['TimedStorage-INT-FA-ByteHrs', '0.023'],
  tiering_infrequent: ['TimedStorage-INT-IA-ByteHrs', '0.0125'],
  tiering_archive_instant: ['TimedStorage-INT-AIA-ByteHrs', '0.004'],
  tiering_archive: ['TimedStorage-INT-AA-ByteHrs', '0.0036'],
  tiering_deep_archive: ['TimedStorage-INT-DAA-ByteHrs', '0.00099'],
  glacier_instant: ['TimedStorage-GIR-ByteHrs', '0.004'],
  glacier: ['TimedStorage-GlacierByteHrs', '0.0036'],
  deep_archive: ['TimedStorage-GDA-ByteHrs', '0.00099'],
} as const;
export type StorageClass = keyof typeof CLASSES;

export const s3StorageGib = definePrice<{ storageClass: StorageClass }>({
  kind: 's3.storage.gib_month',
  says: 'a GiB of S3 storage, per month, first tier',
  list: ({ storageClass }, region) => {
    return {
      serviceCode: storageClass === 'deep_archive' ? 'AmazonS3GlacierDeepArchive' : 'AmazonS3',
      filters: { regionCode: region, productFamily: 'Storage' },
      usageType: exactly(CLASSES[storageClass][0]),
      units: GB_MONTHS,
    };
  },
  bundled: virginiaOf(({ storageClass }) => CLASSES[storageClass][1], 'GB-Mo'),
});
