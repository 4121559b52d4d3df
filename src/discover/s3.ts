/** S3's answers as inventory rows. That a bucket has no configuration is told by an error, which is an answer here. */
import {
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type LifecycleRule,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  type PublicAccessBlockConfiguration,
} from '@aws-sdk/client-s3';
import { GetPublicAccessBlockCommand as GetAccountPublicAccessBlockCommand } from '@aws-sdk/client-s3-control';
import { AwsFailure } from '../../contracts/discover.ts';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/s3.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, text, wholeOrNull } from './read.ts';

/** The most that ListBuckets gives a page. Source: S3 API Reference, ListBuckets. */
const MaxBuckets = 10_000;

type Bucket = Row<'s3_buckets'>;
const ofBucket = ({ account_id, region, bucket }: Bucket) => ({ account_id, region, bucket });

/** What was asked for, undefined where S3 says by one of the codes that there is none. */
async function orNone<A>(answer: Promise<A>, ...codes: readonly string[]): Promise<A | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AwsFailure && codes.includes(error.code)) return undefined;
    throw error;
  }
}

/** Source: S3 API Reference, GetBucketLocation: us-east-1 has no constraint, EU is the old name of eu-west-1. */
const regionOf = (constraint: string | undefined): string =>
  constraint === 'EU' ? 'eu-west-1' : constraint || 'us-east-1';

function narrows(rule: LifecycleRule): boolean {
  const { Filter: f } = rule;
  const and = f?.And;
  return Boolean(
    rule.Prefix ||
      f?.Prefix ||
      f?.Tag ||
      f?.ObjectSizeGreaterThan !== undefined ||
      f?.ObjectSizeLessThan !== undefined ||
      and?.Prefix ||
      (and?.Tags ?? []).length > 0 ||
      and?.ObjectSizeGreaterThan !== undefined ||
      and?.ObjectSizeLessThan !== undefined,
  );
}

const ruleOf = (rule: LifecycleRule): Row<'s3_bucket_lifecycles'>['rules'][number] => ({
  enabled: rule.Status === 'Enabled',
  whole_bucket: !narrows(rule),
  expiration_days: wholeOrNull(rule.Expiration?.Days),
  transitions: present((rule.Transitions ?? []).map((t) => t.StorageClass)),
  noncurrent_expires: rule.NoncurrentVersionExpiration !== undefined,
  aborts_uploads: rule.AbortIncompleteMultipartUpload !== undefined,
});

const blocksOf = (c: PublicAccessBlockConfiguration | undefined) => ({
  block_public_acls: c?.BlockPublicAcls ?? false,
  ignore_public_acls: c?.IgnorePublicAcls ?? false,
  block_public_policy: c?.BlockPublicPolicy ?? false,
  restrict_public_buckets: c?.RestrictPublicBuckets ?? false,
});

/** The earliest of some dates. */
const earliest = (dates: readonly (Date | undefined)[]): string | null =>
  dates
    .map(instantOrNull)
    .filter((d) => d !== null)
    .sort()[0] ?? null;

export const collectors: Collectors<keyof typeof tables> = {
  async *s3_bucket_list(r) {
    const ask = (ContinuationToken: string | undefined) =>
      r.send('s3', new ListBucketsCommand({ MaxBuckets, ContinuationToken }));
    // a bucket whose region is not known would be missing from every region: then the list is not whole
    const lost: AwsFailure[] = [];
    const reading = { partly: (failure: AwsFailure) => void lost.push(failure) };
    for await (const page of pages(ask, (p) => p.ContinuationToken)) {
      const buckets = (page.Buckets ?? []).flatMap((b) =>
        b.Name
          ? [
              {
                ...scopeOf(r),
                bucket: b.Name,
                bucket_region: text(b.BucketRegion),
                created_at: instantOrNull(b.CreationDate),
              },
            ]
          : [],
      );
      yield buckets.filter((b) => b.bucket_region !== '');
      for await (const located of details(
        reading,
        buckets.filter((b) => b.bucket_region === ''),
        async (b) => {
          const answer = await r.send('s3', new GetBucketLocationCommand({ Bucket: b.bucket }));
          return [{ ...b, bucket_region: regionOf(answer.LocationConstraint) }];
        },
        (b) => b,
      ))
        yield located;
    }
    if (lost[0]) throw lost[0];
  },

  async *s3_buckets(r) {
    yield r
      .rows('s3_bucket_list')
      .filter((b) => b.bucket_region === r.region)
      .map((b) => ({ ...scopeOf(r), bucket: b.bucket, created_at: b.created_at }));
  },

  s3_bucket_lifecycles(r) {
    return details(
      r,
      r.rows('s3_buckets'),
      async (b) => {
        const ask = r.send('s3', new GetBucketLifecycleConfigurationCommand({ Bucket: b.bucket }));
        const answer = await orNone(ask, 'NoSuchLifecycleConfiguration');
        return [
          {
            ...ofBucket(b),
            created_at: b.created_at,
            rules: (answer?.Rules ?? []).map(ruleOf),
            unread: '',
          },
        ];
      },
      (b, unread) => ({ ...ofBucket(b), created_at: b.created_at, rules: [], unread }),
    );
  },

  s3_bucket_encryptions(r) {
    return details(
      r,
      r.rows('s3_buckets'),
      async (b) => {
        const ask = r.send('s3', new GetBucketEncryptionCommand({ Bucket: b.bucket }));
        const answer = await orNone(
          ask,
          'ServerSideEncryptionConfigurationNotFoundError',
          'ServerSideEncryptionConfigurationNotFound',
          'NoSuchEncryptionConfiguration',
        );
        const [rule] = answer?.ServerSideEncryptionConfiguration?.Rules ?? [];
        return [
          {
            ...ofBucket(b),
            algorithm: text(rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm),
            unread: '',
          },
        ];
      },
      (b, unread) => ({ ...ofBucket(b), algorithm: '', unread }),
    );
  },

  s3_bucket_public_access_blocks(r) {
    return details(
      r,
      r.rows('s3_buckets'),
      async (b) => {
        const ask = r.send('s3', new GetPublicAccessBlockCommand({ Bucket: b.bucket }));
        const answer = await orNone(ask, 'NoSuchPublicAccessBlockConfiguration');
        return [{ ...ofBucket(b), ...blocksOf(answer?.PublicAccessBlockConfiguration), unread: '' }];
      },
      (b, unread) => ({ ...ofBucket(b), ...blocksOf(undefined), unread }),
    );
  },

  async *s3_account_public_access_block(r) {
    const ask = r.send('s3control', new GetAccountPublicAccessBlockCommand({ AccountId: r.accountId }));
    const answer = await orNone(ask, 'NoSuchPublicAccessBlockConfiguration');
    yield [{ ...scopeOf(r), ...blocksOf(answer?.PublicAccessBlockConfiguration) }];
  },

  s3_bucket_versionings(r) {
    return details(
      r,
      r.rows('s3_buckets'),
      async (b) => {
        const answer = await r.send('s3', new GetBucketVersioningCommand({ Bucket: b.bucket }));
        return [{ ...ofBucket(b), created_at: b.created_at, status: text(answer.Status), unread: '' }];
      },
      (b, unread) => ({ ...ofBucket(b), created_at: b.created_at, status: '', unread }),
    );
  },

  s3_bucket_multipart_uploads(r) {
    return details(
      r,
      r.rows('s3_buckets'),
      async (b) => {
        const answer = await r.send('s3', new ListMultipartUploadsCommand({ Bucket: b.bucket }));
        const uploads = answer.Uploads ?? [];
        return [
          {
            ...ofBucket(b),
            uploads: uploads.length,
            is_truncated: answer.IsTruncated ?? false,
            oldest_at: earliest(uploads.map((u) => u.Initiated)),
            unread: '',
          },
        ];
      },
      (b, unread) => ({ ...ofBucket(b), uploads: 0, is_truncated: false, oldest_at: null, unread }),
    );
  },
};
