/** Rows of Kinesis Data Streams. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Provisioned with ten shards, a day of retention, three months old. */
export const stream = maker('kinesis_streams', {
  stream_name: 'clicks',
  arn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/clicks`,
  status: 'ACTIVE',
  mode: 'PROVISIONED',
  open_shards: 10,
  retention_hours: 24,
  created_at: daysAgo(90),
});
