import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { s3StorageGib } from '../../../prices/aws/s3.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { GIB, latest } from '../_lib/s3-storage.ts';

/** Smaller objects stay in the frequent tier and are not monitored. Source: S3 User Guide, "How S3 Intelligent-Tiering works". */
const TIERED_FROM_BYTES = 128 * 1024;

export default defineCheck({
  id: 'aws.s3.buckets.standard.untiered',
  title: 'Large bucket keeps everything in Standard',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 400 },
  table: 's3_buckets',
  lookups: ['s3_bucket_lifecycles'],
  metrics: ['s3_bucket_standard_bytes', 's3_bucket_objects'],
  options: z.object({
    minimumGib: z.number().min(1).default(1024).describe('GiB in Standard from which it is told'),
    // S3 User Guide, "Transitioning objects": Standard-IA takes objects of 30 days and bills 30 at least
    shortLivedDays: z.int().min(1).default(60).describe('Days; data that expires by then gains little'),
  }),
  messages: {
    untiered:
      'Bucket {id} holds {gib} GiB in Standard[ for {cost} a month], and no rule moves any of it to a cheaper class.',
  },
  why: 'Data that is seldom read costs about half in an infrequent access class; Intelligent-Tiering moves it by itself, without a fee for retrieval.',
  fix: 'See in Storage Class Analysis or Storage Lens how often it is read; add a transition to Intelligent-Tiering or Standard-IA.',
  links: ['https://docs.aws.amazon.com/AmazonS3/latest/userguide/intelligent-tiering-overview.html'],
  prices: (row) => [s3StorageGib(row.region, { storageClass: 'standard' })],
  evaluate(row, ctx) {
    const held = latest({
      standard: ctx.metric('s3_bucket_standard_bytes'),
      objects: ctx.metric('s3_bucket_objects'),
    });
    const gib = (held?.standard ?? 0) / GIB;
    if (!held || gib < ctx.options.minimumGib) return pass;
    const [lifecycle] = ctx.lookup('s3_bucket_lifecycles').where('bucket', row.bucket);
    if (!lifecycle || lifecycle.unread)
      return unknown(`its lifecycle rules could not be read${lifecycle ? `: ${lifecycle.unread}` : ''}`);
    const rules = lifecycle.rules.filter((r) => r.enabled);
    if (rules.some((r) => r.transitions.length > 0)) return pass;
    const { shortLivedDays } = ctx.options;
    const lives = rules.map((r) => (r.whole_bucket ? r.expiration_days : null));
    if (lives.some((days) => days !== null && days <= shortLivedDays)) return pass;
    const isCounted = held.objects > 0;
    if (isCounted && held.standard / held.objects < TIERED_FROM_BYTES) return pass;
    const price = ctx.price(s3StorageGib(row.region, { storageClass: 'standard' }));
    const cost = price?.usd.times(gib);
    return fail({
      message: 'untiered',
      values: { id: row.bucket, gib: Math.round(gib), cost },
      monthlyCost: cost,
      confidence: least(isCounted ? 55 : 40, price?.confidence ?? 55),
      notes: notesOf(
        'what can be saved depends on how often it is read, which is not measured',
        isCounted ? '' : 'how large its objects are is not known: below 128 KiB none is moved',
        price?.note ?? '',
      ),
      metrics: { standard_gib: gib, objects: held.objects },
    });
  },
});
