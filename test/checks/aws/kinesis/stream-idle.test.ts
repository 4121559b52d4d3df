import check from '../../../../checks/aws/kinesis/stream-idle.ts';
import { shardHour, streamHour } from '../../../../prices/aws/kinesis.ts';
import { stream } from '../../../support/makers/kinesis.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const shard = [shardHour(REGION, {}), '0.015'] as const;
const onDemand = [streamHour(REGION, {}), '0.04'] as const;

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight',
      row: stream(),
      prices: [shard],
      says: 'Stream clicks of 10 shard(s) carried no record in 14 days and costs $109.50 a month.',
      saves: '109.500000',
      costs: '109.500000',
      claims: { 'clicks/hours': '109.500000' },
      confidence: 85,
      notes: '',
    },
    {
      name: 'consumers poll, and get nothing',
      row: stream({ retention_hours: 168, consumers: 1 }),
      metrics: { kinesis_stream_read_records: 0 },
      prices: [shard],
      says: 'Stream clicks of 10 shard(s) carried no record in 14 days and costs $109.50 a month.',
      saves: '109.500000',
      notes: 'without its extended retention; without its enhanced fan-out',
    },
    {
      name: 'on demand: billed by the stream, however many shards there are',
      row: stream({ mode: 'ON_DEMAND', open_shards: 4 }),
      prices: [onDemand],
      says: 'On-demand stream clicks carried no record in 14 days and costs $29.20 a month.',
      saves: '29.200000',
      dimensions: { mode: 'ON_DEMAND' },
    },
    {
      name: 'no price is known',
      row: stream({ open_shards: 1 }),
      says: 'Stream clicks of 1 shard(s) carried no record in 14 days.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one record in a fortnight',
      row: stream(),
      metrics: { kinesis_stream_incoming_records: [1, ...new Array<null>(13).fill(null)] },
    },
    {
      name: 'nothing is written, and old records are read again',
      row: stream({ retention_hours: 8760 }),
      metrics: { kinesis_stream_read_records: 500 },
    },
    {
      name: 'On-demand Advantage: an idle stream is free',
      row: stream({ mode: 'ON_DEMAND', is_advantage: true }),
      skips: 'On-demand Advantage bills nothing by the stream',
    },
    { name: 'on its way out', row: stream({ status: 'DELETING' }), skips: 'it is DELETING' },
  ],
  unknowns: [
    {
      name: 'created three days ago',
      row: stream({ created_at: daysAgo(3) }),
      because: 'it was created less than 7 whole days ago',
    },
    {
      name: 'enhanced fan-out of a long retention is not counted by stream',
      row: stream({ consumers: 1, retention_hours: 8760 }),
      because: 'consumers with enhanced fan-out may read what it retains',
    },
    {
      name: 'no date',
      row: stream({ created_at: null }),
      because: 'AWS does not say when it was created',
    },
  ],
});
