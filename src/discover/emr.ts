/** EMR's answers as inventory rows. */
import { type ClusterSummary, DescribeClusterCommand, ListClustersCommand } from '@aws-sdk/client-emr';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/emr.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, tagsOf, text } from './read.ts';

export const collectors: Collectors<keyof typeof tables> = {
  async *emr_clusters(r) {
    const listed = (c: ClusterSummary) => ({
      account_id: r.accountId,
      region: r.region,
      cluster_id: text(c.Id),
      name: text(c.Name),
      arn: text(c.ClusterArn),
      ready_at: instantOrNull(c.Status?.Timeline?.ReadyDateTime),
    });
    const ask = (Marker: string | undefined) =>
      r.send('emr', new ListClustersCommand({ ClusterStates: ['WAITING'], Marker }));
    const clusters: ClusterSummary[] = [];
    for await (const page of pages(ask, (p) => p.Marker))
      clusters.push(...(page.Clusters ?? []).filter((c) => text(c.Id) !== ''));
    yield* details<ClusterSummary, Row<'emr_clusters'>>(
      r,
      clusters,
      async (c) => {
        const { Cluster } = await r.send('emr', new DescribeClusterCommand({ ClusterId: c.Id }));
        return [
          {
            ...listed(c),
            applications: present((Cluster?.Applications ?? []).map((a) => a.Name)),
            tags: tagsOf(Cluster?.Tags),
            unread: '',
          },
        ];
      },
      (c, unread) => ({ ...listed(c), applications: [], tags: {}, unread }),
    );
  },
};
