import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import { shardHour, streamHour } from '../../../prices/aws/kinesis.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since, total } from '../_lib/series.ts';

type Stream = Row<'kinesis_streams'>;
const isOnDemand = (row: Stream): boolean => row.mode === 'ON_DEMAND';
const priceOf = (row: Stream) => (isOnDemand(row) ? streamHour(row.region, {}) : shardHour(row.region, {}));

export default defineCheck({
  id: 'aws.kinesis.streams.idle',
  title: 'Data stream that nobody writes to or reads from',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 520 },
  table: 'kinesis_streams',
  metrics: ['kinesis_stream_incoming_records', 'kinesis_stream_read_records'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    provisioned:
      'Stream {name} of {shards} shard(s) carried no record in {days} days[ and costs {savings} a month].',
    on_demand: 'On-demand stream {name} carried no record in {days} days[ and costs {savings} a month].',
  },
  why: 'A stream is billed by the hour and shard, or on demand by the hour, with or without records.',
  fix: 'Delete the stream when its producers and consumers are gone; what it still retains is lost with it.',
  links: [
    'https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html',
    'https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html',
  ],
  prices: (row) => (row.status === 'ACTIVE' ? [priceOf(row)] : []),
  evaluate(row, ctx) {
    if (row.status !== 'ACTIVE') return skip(`it is ${row.status}`);
    // Kinesis Data Streams Developer Guide, "Choose the right mode to stream in": no fixed, per-stream charge
    if (row.is_advantage) return skip('On-demand Advantage bills nothing by the stream');
    if (row.created_at === null) return unknown('AWS does not say when it was created');
    const written = since(ctx.metric('kinesis_stream_incoming_records'), row.created_at);
    const read = since(ctx.metric('kinesis_stream_read_records'), row.created_at);
    const { minimumDays } = ctx.options;
    if (written.length < minimumDays)
      return unknown(`it was created less than ${minimumDays} whole days ago`);
    if (total(written) + total(read) > 0) return pass;
    // what they read is counted by consumer; without it only records that were written before the window can be read
    if (row.consumers > 0 && row.retention_hours > written.length * 24)
      return unknown('consumers with enhanced fan-out may read what it retains');

    const price = ctx.price(priceOf(row));
    const savings = price && perMonth(price.usd).times(isOnDemand(row) ? 1 : row.open_shards);
    return fail({
      message: isOnDemand(row) ? 'on_demand' : 'provisioned',
      values: { name: row.stream_name, shards: row.open_shards, days: written.length, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(85, price?.confidence ?? 85),
      notes: notesOf(
        price?.note,
        row.retention_hours > 24 ? 'without its extended retention' : '',
        row.consumers > 0 ? 'without its enhanced fan-out' : '',
      ),
      dimensions: { stream_name: row.stream_name, mode: row.mode },
    });
  },
});
