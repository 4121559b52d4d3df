import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { canShrink } from '../../../contracts/inventory/kinesis.ts';
import { perMonth } from '../../../contracts/money.ts';
import { shardHour } from '../../../prices/aws/kinesis.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';

/** What one shard takes and gives a second. Source: Kinesis Data Streams Developer Guide, "Quotas and limits". */
const SHARD = { writtenBytes: 1_048_576, writtenRecords: 1000, readBytes: 2_097_152 };
const HOUR = 3600;

export default defineCheck({
  id: 'aws.kinesis.streams.shards.oversized',
  title: 'Provisioned stream with more shards than its traffic needs',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 450 },
  table: 'kinesis_streams',
  metrics: [
    'kinesis_stream_hourly_incoming_bytes',
    'kinesis_stream_hourly_incoming_records',
    'kinesis_stream_hourly_read_bytes',
    'kinesis_stream_writes_throttled',
    'kinesis_stream_reads_throttled',
  ],
  respectsKeepTags: true,
  options: z.object({
    headroom: z
      .number()
      .min(1)
      .default(3)
      .describe('Times the mean of its busiest hour that it must be able to carry'),
    minimumShardsSaved: z.int().min(1).default(2).describe('Fewer shards are not worth a resharding'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(14)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    oversized:
      'Stream {name} has {shards} shards, and {needed} would carry {headroom} times its busiest hour of {days} days[, which saves {savings} a month].',
  },
  why: 'Each shard is billed by the hour, whether records go through it or not.',
  fix: 'Reduce the shard count (at most by half in one step), and look at the parallelism of the consumers first; traffic that comes in bursts fits the on-demand mode.',
  links: [
    'https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html',
    'https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html',
  ],
  prices: (row) => (row.status === 'ACTIVE' && canShrink(row) ? [shardHour(row.region, {})] : []),
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    if (row.mode !== 'PROVISIONED') return skip('it scales on demand');
    if (!canShrink(row)) return skip('it has one shard');
    if (row.created_at === null) return unknown('AWS does not say when it was created');
    const { headroom, minimumDays, minimumShardsSaved } = ctx.options;
    const bytes = since(ctx.metric('kinesis_stream_hourly_incoming_bytes'), row.created_at);
    const records = since(ctx.metric('kinesis_stream_hourly_incoming_records'), row.created_at);
    const read = since(ctx.metric('kinesis_stream_hourly_read_bytes'), row.created_at);
    const days = Math.floor(bytes.length / 24);
    if (days < minimumDays) return unknown(`it was created less than ${minimumDays} whole days ago`);
    if (total(records) === 0 && total(read) === 0) return skip('it is idle');
    const throttled =
      total(since(ctx.metric('kinesis_stream_writes_throttled'), row.created_at)) +
      total(since(ctx.metric('kinesis_stream_reads_throttled'), row.created_at));
    // keys that crowd one shard, or bursts that an hour's mean hides
    if (throttled > 0) return pass;
    const busiest = Math.max(
      Math.max(...bytes) / HOUR / SHARD.writtenBytes,
      Math.max(...records) / HOUR / SHARD.writtenRecords,
      Math.max(...read) / HOUR / SHARD.readBytes,
    );
    const needed = Math.max(1, Math.ceil(busiest * headroom));
    const saved = row.open_shards - needed;
    if (saved < minimumShardsSaved) return pass;

    const price = ctx.price(shardHour(row.region, {}));
    const monthly = price && perMonth(price.usd);
    const savings = monthly?.times(saved);
    return fail({
      message: 'oversized',
      values: { name: row.stream_name, shards: row.open_shards, needed, headroom, days, savings },
      monthlyCost: monthly?.times(row.open_shards),
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(65, price?.confidence ?? 65),
      notes: notesOf(
        price?.note,
        'shards are units of parallelism for consumers too',
        row.retention_hours > 24 ? 'without its extended retention' : '',
      ),
      dimensions: { stream_name: row.stream_name, mode: row.mode },
      metrics: { busiest_hour_shards: busiest },
    });
  },
});
