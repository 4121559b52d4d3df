/** MSK's answers as inventory rows. */
import { ListClustersV2Command } from '@aws-sdk/client-kafka';
import type { tables } from '../../contracts/inventory/kafka.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, text, whole } from './read.ts';

export const collectors: Collectors<keyof typeof tables> = {
  async *kafka_clusters(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('kafka', new ListClustersV2Command({ MaxResults: 100, NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.ClusterInfoList ?? []).flatMap((c) =>
        c.ClusterName
          ? [
              {
                account_id: r.accountId,
                region: r.region,
                cluster_name: c.ClusterName,
                arn: text(c.ClusterArn),
                cluster_type: text(c.ClusterType),
                state: text(c.State),
                instance_type: text(c.Provisioned?.BrokerNodeGroupInfo?.InstanceType),
                brokers: whole(c.Provisioned?.NumberOfBrokerNodes),
                created_at: instantOrNull(c.CreationTime),
                tags: c.Tags ?? {},
              },
            ]
          : [],
      );
  },
};
