/** Kinesis's answers as inventory rows. */
import {
  DescribeStreamSummaryCommand,
  ListStreamsCommand,
  ListTagsForStreamCommand,
} from '@aws-sdk/client-kinesis';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/kinesis.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { tagsOf as byKey, instantOrNull, present, text, whole } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

type Stream = Row<'kinesis_streams'>;

export const collectors: Collectors<keyof typeof tables> = {
  async *kinesis_streams(r) {
    const tagsOf = tagsOfEach(r);
    const nothing = {
      account_id: r.accountId,
      region: r.region,
      arn: '',
      status: '',
      mode: '',
      is_advantage: false,
      open_shards: 0,
      consumers: 0,
      retention_hours: 0,
      created_at: null,
      tags: {},
    };
    const ask = (NextToken: string | undefined) =>
      r.send('kinesis', new ListStreamsCommand({ Limit: 1000, NextToken }));
    const names: string[] = [];
    for await (const page of pages(ask, (p) => p.NextToken)) names.push(...present(page.StreamNames));
    yield* details<string, Stream>(
      r,
      names,
      async (stream_name) => {
        const answer = await r.send('kinesis', new DescribeStreamSummaryCommand({ StreamName: stream_name }));
        const s = answer.StreamDescriptionSummary;
        // 50 tags at most, which are one page
        const command = new ListTagsForStreamCommand({ StreamName: stream_name, Limit: 50 });
        const tags = await tagsOf(async () => byKey((await r.send('kinesis', command)).Tags));
        return [
          {
            ...nothing,
            stream_name,
            arn: text(s?.StreamARN),
            status: text(s?.StreamStatus),
            mode: text(s?.StreamModeDetails?.StreamMode) || 'PROVISIONED',
            is_advantage: s?.WarmThroughput !== undefined,
            open_shards: whole(s?.OpenShardCount),
            consumers: whole(s?.ConsumerCount),
            retention_hours: whole(s?.RetentionPeriodHours),
            created_at: instantOrNull(s?.StreamCreationTimestamp),
            tags,
            unread: '',
          },
        ];
      },
      (stream_name, unread) => ({ ...nothing, stream_name, unread }),
    );
  },
};
