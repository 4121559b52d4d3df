/** Inventory of Kinesis Data Streams. */
import { bool, int32, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const KINESIS = ['AmazonKinesis'];

const kinesisStreams = inventoryTable({
  name: 'kinesis_streams',
  comment: 'Data streams (ListStreams, DescribeStreamSummary, ListTagsForStream)',
  service: 'kinesis',
  iamActions: ['kinesis:ListStreams', 'kinesis:DescribeStreamSummary', 'kinesis:ListTagsForStream'],
  sortBy: ['stream_name'],
  resource: {
    service: 'AmazonKinesis',
    type: 'kinesis_stream',
    idColumn: 'stream_name',
    arn: (r) => r.arn,
    billed: [{ part: 'hours', services: KINESIS, usage: '(^|-)Storage-ShardHour|OnDemand-StreamHour' }],
  },
  columns: {
    stream_name: text('StreamName'),
    arn: text('StreamARN'),
    status: text('ACTIVE | CREATING | DELETING | UPDATING'),
    mode: text('PROVISIONED: billed by the shard | ON_DEMAND: billed by the stream and by what it carries'),
    is_advantage: bool('On-demand in an account that pays no fee by the stream (WarmThroughput is there)'),
    open_shards: int32('OpenShardCount'),
    consumers: int32('ConsumerCount: registered for enhanced fan-out'),
    retention_hours: int32('RetentionPeriodHours'),
    created_at: nullable(timestamp('StreamCreationTimestamp')),
    tags: map(text('tag value'), 'Tags with their original keys'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

type Stream = RowOf<typeof kinesisStreams>;
const stream = metricSpec<Stream>();
const ofStream = {
  table: 'kinesis_streams',
  namespace: 'AWS/Kinesis',
  dimension: 'StreamName',
  column: 'stream_name',
  statistic: 'Sum',
  days: 14,
  silentAtZero: true,
} as const;
/** Whether there is a shard to save: the last one goes with the stream. */
export const canShrink = (r: Pick<Stream, 'mode' | 'open_shards'>): boolean =>
  r.mode === 'PROVISIONED' && r.open_shards > 1;
const isActive = (r: Stream): boolean => r.status === 'ACTIVE';
const shrinks = (r: Stream): boolean => isActive(r) && canShrink(r);

export const metrics = {
  kinesis_stream_incoming_records: stream({
    ...ofStream,
    metric: 'IncomingRecords',
    period: 86400,
    when: isActive,
  }),
  kinesis_stream_read_records: stream({
    ...ofStream,
    metric: 'GetRecords.Records',
    period: 86400,
    when: isActive,
  }),
  kinesis_stream_hourly_incoming_bytes: stream({
    ...ofStream,
    metric: 'IncomingBytes',
    period: 3600,
    when: shrinks,
  }),
  kinesis_stream_hourly_incoming_records: stream({
    ...ofStream,
    metric: 'IncomingRecords',
    period: 3600,
    when: shrinks,
  }),
  kinesis_stream_hourly_read_bytes: stream({
    ...ofStream,
    metric: 'GetRecords.Bytes',
    period: 3600,
    when: shrinks,
  }),
  kinesis_stream_writes_throttled: stream({
    ...ofStream,
    metric: 'WriteProvisionedThroughputExceeded',
    period: 86400,
    when: shrinks,
  }),
  kinesis_stream_reads_throttled: stream({
    ...ofStream,
    metric: 'ReadProvisionedThroughputExceeded',
    period: 86400,
    when: shrinks,
  }),
} as const;

export const tables = { kinesis_streams: kinesisStreams } as const;
