import check from '../../../../checks/aws/kinesis/stream-shards-oversized.ts';
import { shardHour } from '../../../../prices/aws/kinesis.ts';
import { stream } from '../../../support/makers/kinesis.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [shardHour(REGION, {}), '0.015'] as const;
const hours = 14 * 24;
const MIB = 1_048_576;
/** A mean a second in one hour, and nothing in the others. */
const busyHour = (perSecond: number) => [
  ...new Array<null>(100).fill(null),
  perSecond * 3600,
  ...new Array<null>(hours - 101).fill(null),
];

testCheck(check, {
  fails: [
    {
      name: 'one shard’s worth in its busiest hour',
      row: stream(),
      metrics: {
        kinesis_stream_hourly_incoming_bytes: busyHour(MIB),
        kinesis_stream_hourly_incoming_records: busyHour(100),
      },
      prices: [price],
      says: 'Stream clicks has 10 shards, and 3 would carry 3 times its busiest hour of 14 days, which saves $76.65 a month.',
      saves: '76.650000',
      costs: '109.500000',
      claims: { 'clicks/hours': '76.650000' },
      confidence: 65,
      notes: 'shards are units of parallelism for consumers too',
    },
    {
      name: 'records count, however small',
      row: stream({ retention_hours: 168 }),
      metrics: {
        kinesis_stream_hourly_incoming_bytes: 3600,
        kinesis_stream_hourly_incoming_records: busyHour(2000),
      },
      prices: [price],
      says: 'Stream clicks has 10 shards, and 6 would carry 3 times its busiest hour of 14 days, which saves $43.80 a month.',
      saves: '43.800000',
      notes: 'shards are units of parallelism for consumers too; without its extended retention',
    },
    {
      name: 'a trickle, and no price',
      row: stream({ open_shards: 4 }),
      metrics: { kinesis_stream_hourly_incoming_records: 10 },
      says: 'Stream clicks has 4 shards, and 1 would carry 3 times its busiest hour of 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one hour of a fortnight needs them',
      row: stream(),
      metrics: {
        kinesis_stream_hourly_incoming_bytes: busyHour(3 * MIB),
        kinesis_stream_hourly_incoming_records: busyHour(100),
      },
    },
    {
      name: 'many consumers read what few producers write',
      row: stream(),
      metrics: {
        kinesis_stream_hourly_incoming_records: 10,
        kinesis_stream_hourly_read_bytes: busyHour(6 * MIB),
      },
    },
    {
      name: 'writes were throttled: bursts, or keys that crowd one shard',
      row: stream(),
      metrics: { kinesis_stream_hourly_incoming_records: 10, kinesis_stream_writes_throttled: 1 },
    },
    {
      name: 'reads were throttled',
      row: stream(),
      metrics: { kinesis_stream_hourly_incoming_records: 10, kinesis_stream_reads_throttled: 1 },
    },
    {
      name: 'one shard less is not worth it',
      row: stream({ open_shards: 2 }),
      metrics: { kinesis_stream_hourly_incoming_records: 10 },
    },
    { name: 'idle: another check says so', row: stream(), skips: 'it is idle' },
    { name: 'on demand', row: stream({ mode: 'ON_DEMAND' }), skips: 'it scales on demand' },
    { name: 'the last shard', row: stream({ open_shards: 1 }), skips: 'it has one shard' },
    { name: 'being resharded', row: stream({ status: 'UPDATING' }), skips: 'it is UPDATING' },
  ],
  unknowns: [
    {
      name: 'ten days old: its busiest day may come',
      row: stream({ created_at: daysAgo(10) }),
      metrics: { kinesis_stream_hourly_incoming_records: 10 },
      because: 'it was created less than 14 whole days ago',
    },
    {
      name: 'no date',
      row: stream({ created_at: null }),
      because: 'AWS does not say when it was created',
    },
  ],
});
