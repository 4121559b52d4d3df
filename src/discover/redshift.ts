/** Redshift's answers as inventory rows. Every listing gives 100 records a page at most. */
import { DescribeClustersCommand, DescribeDataSharesCommand } from '@aws-sdk/client-redshift';
import type { tables } from '../../contracts/inventory/redshift.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, tagsOf, text, wholeOrNull } from './read.ts';

const marker = (page: { Marker?: string | undefined }): string | undefined => page.Marker;
const MaxRecords = 100;

/** Source: Redshift API Reference, DataShareAssociation. */
const NOBODY = /^(DEAUTHORIZED|REJECTED)$/;

export const collectors: Collectors<keyof typeof tables> = {
  async *redshift_clusters(r) {
    const ask = (Marker: string | undefined) =>
      r.send('redshift', new DescribeClustersCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.Clusters ?? []).flatMap((c) =>
        c.ClusterIdentifier
          ? [
              {
                ...scopeOf(r),
                cluster_id: c.ClusterIdentifier,
                namespace_arn: text(c.ClusterNamespaceArn),
                node_type: text(c.NodeType),
                nodes: wholeOrNull(c.NumberOfNodes) ?? 1,
                status: text(c.ClusterStatus),
                availability_zone: text(c.AvailabilityZone),
                created_at: instantOrNull(c.ClusterCreateTime),
                tags: tagsOf(c.Tags),
              },
            ]
          : [],
      );
  },

  async *redshift_datashares(r) {
    const ask = (Marker: string | undefined) =>
      r.send('redshift', new DescribeDataSharesCommand({ MaxRecords, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.DataShares ?? []).flatMap((s) =>
        s.DataShareArn
          ? [
              {
                ...scopeOf(r),
                datashare_arn: s.DataShareArn,
                producer_arn: text(s.ProducerArn),
                has_consumers: (s.DataShareAssociations ?? []).some((a) => !NOBODY.test(a.Status ?? '')),
              },
            ]
          : [],
      );
  },
};
