/**
 * Prices of AWS Backup, for the kinds of resource whose backups it stores itself; backups of EBS, EC2 and RDS are billed
 * as snapshots of those services. Usage types as in the AWSBackup offer; figures of AWS Backup pricing, "Backup storage".
 */
import { virginiaOf } from '../_lib/bundled.ts';
import { exactly, GB_MONTHS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

/** us-east-1, US dollars per GiB-month: warm, and cold where the kind can turn cold. */
const STORED: Readonly<Record<string, readonly [warm: string, cold?: string]>> = {
  EFS: ['0.05', '0.01'],
  DynamoDB: ['0.10', '0.03'],
  S3: ['0.05'],
  FSx: ['0.05'],
  VirtualMachine: ['0.05', '0.01'],
};
/** Kinds whose usage types are known: a guess would take another kind’s price. */
const LISTED = new Set(['EFS', 'DynamoDB', 'S3']);

/** Whether backups of a kind are priced here. */
export const isStored = (resourceType: string): boolean => STORED[resourceType] !== undefined;
/** Whether AWS Backup moves backups of a kind to cold storage; it ignores the lifecycle of others. */
export const turnsCold = (resourceType: string): boolean => STORED[resourceType]?.[1] !== undefined;

export const backupStorage = definePrice<{ resourceType: string; tier: 'warm' | 'cold' }>({
  kind: 'backup.storage.gib_month',
  says: 'storage of AWS Backup, per GiB and month',
  list: (a, region) =>
    LISTED.has(a.resourceType)
      ? {
          serviceCode: 'AWSBackup',
          filters: { regionCode: region, productFamily: 'AWS Backup Storage' },
          usageType: exactly(
            `${a.tier === 'cold' ? 'ColdStorage' : 'WarmStorage'}-ByteHrs-${a.resourceType}`,
          ),
          units: GB_MONTHS,
        }
      : undefined,
  bundled: virginiaOf((a) => STORED[a.resourceType]?.[a.tier === 'cold' ? 1 : 0], 'GB-Mo'),
});
