/** How much of which storage class a bucket holds, from CloudWatch's daily metrics. */
import type { Series } from '../../../contracts/check.ts';
import type { MetricName } from '../../../contracts/inventory/catalogue.ts';
import type { StorageClass } from '../../../prices/aws/s3.ts';

export const GIB = 1024 ** 3;

/**
 * The storage class at whose price each metric is billed. Of an archived object 32 KB are billed like the archive and 8 KB of index like
 * Standard, and what is staged on its way there like Standard; what small objects lack to 128 KB is billed like their class.
 * Source: Amazon S3 pricing, notes to "Storage & requests"; S3 User Guide, "Amazon S3 CloudWatch dimensions".
 */
export const BILLED_AS = {
  s3_bucket_standard_bytes: 'standard',
  s3_bucket_reduced_redundancy_bytes: 'reduced_redundancy',
  s3_bucket_standard_ia_bytes: 'standard_ia',
  s3_bucket_standard_ia_size_overhead_bytes: 'standard_ia',
  s3_bucket_one_zone_ia_bytes: 'one_zone_ia',
  s3_bucket_one_zone_ia_size_overhead_bytes: 'one_zone_ia',
  s3_bucket_tiering_frequent_bytes: 'tiering_frequent',
  s3_bucket_tiering_infrequent_bytes: 'tiering_infrequent',
  s3_bucket_tiering_archive_instant_bytes: 'tiering_archive_instant',
  s3_bucket_tiering_archive_bytes: 'tiering_archive',
  s3_bucket_tiering_archive_overhead_bytes: 'tiering_archive',
  s3_bucket_tiering_archive_index_bytes: 'standard',
  s3_bucket_tiering_deep_archive_bytes: 'tiering_deep_archive',
  s3_bucket_tiering_deep_archive_overhead_bytes: 'tiering_deep_archive',
  s3_bucket_tiering_deep_archive_index_bytes: 'standard',
  s3_bucket_glacier_instant_bytes: 'glacier_instant',
  s3_bucket_glacier_instant_size_overhead_bytes: 'glacier_instant',
  s3_bucket_glacier_bytes: 'glacier',
  s3_bucket_glacier_staging_bytes: 'standard',
  s3_bucket_glacier_overhead_bytes: 'glacier',
  s3_bucket_glacier_index_bytes: 'standard',
  s3_bucket_deep_archive_bytes: 'deep_archive',
  s3_bucket_deep_archive_staging_bytes: 'standard',
  s3_bucket_deep_archive_overhead_bytes: 'deep_archive',
  s3_bucket_deep_archive_index_bytes: 'standard',
} as const satisfies Partial<Record<MetricName, StorageClass>>;

export type StorageMetric = keyof typeof BILLED_AS;
export const STORAGE_METRICS = Object.keys(BILLED_AS) as StorageMetric[];
export const STORAGE_CLASSES: readonly StorageClass[] = [...new Set(Object.values(BILLED_AS))];

/**
 * Of several series their values on the last day on which any has one: a class that was published before and is not any more holds
 * nothing now. Undefined when none has any.
 */
export function latest<K extends string>(series: Readonly<Record<K, Series>>): Record<K, number> | undefined {
  const all = Object.entries(series) as [K, Series][];
  const last = Math.max(...all.map(([, s]) => s.values.findLastIndex((v) => v !== null)));
  if (last < 0) return undefined;
  return Object.fromEntries(all.map(([k, s]) => [k, s.values[last] ?? 0])) as Record<K, number>;
}

/** Whether a bucket of some days holds nothing: nothing was published about it, or zero, of objects as of bytes in Standard. */
export const isEmpty = (objects: Series, standard: Series | undefined): boolean => {
  const held = latest({ objects, standard: standard ?? objects });
  return held === undefined || (held.objects === 0 && held.standard === 0);
};

/**
 * Whether something was published about a bucket on a day before its CreationDate, which a change of the bucket, such as an edited policy,
 * may have moved: then its age is not known. Source: S3 API Reference, Bucket.
 */
export const isOlderThanDated = (
  createdAt: string | null,
  ...series: readonly (Series | undefined)[]
): boolean => {
  const dated = createdAt === null ? Number.NaN : Date.parse(createdAt);
  return series.some((s) =>
    s?.values.some((v, i) => v !== null && Date.parse(s.start) + (i + 1) * s.period * 1000 <= dated),
  );
};

/** Days until S3 has certainly published what a bucket holds. Source: S3 User Guide, "Amazon S3 daily storage metrics for buckets". */
export const PUBLISHED_AFTER_DAYS = 3;
