/** ElastiCache's answers as inventory rows. Every listing gives 100 records a page at most; none gives tags. */
import {
  type CacheCluster,
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  ListTagsForResourceCommand,
  type ReplicationGroup,
} from '@aws-sdk/client-elasticache';
import type { tables } from '../../contracts/inventory/elasticache.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, tagsOf, text, wholeOrNull } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

const marker = (page: { Marker?: string | undefined }): string | undefined => page.Marker;
const MaxRecords = 100;

/** What the two kinds have in common, without tags. */
const rowOfCluster = (r: Reading, c: CacheCluster) => ({
  ...scopeOf(r),
  cluster_id: text(c.CacheClusterId),
  arn: text(c.ARN),
  node_type: text(c.CacheNodeType),
  engine: text(c.Engine),
  engine_version: text(c.EngineVersion),
  nodes: wholeOrNull(c.NumCacheNodes) ?? 1,
  replication_group_id: text(c.ReplicationGroupId),
  status: text(c.CacheClusterStatus),
  created_at: instantOrNull(c.CacheClusterCreateTime),
  tags: {},
  unread: '',
});

function rowOfGroup(r: Reading, g: ReplicationGroup) {
  const members = present(g.MemberClusters).sort();
  const [member_1 = '', member_2 = '', member_3 = ''] = members;
  return {
    ...scopeOf(r),
    replication_group_id: text(g.ReplicationGroupId),
    arn: text(g.ARN),
    node_type: text(g.CacheNodeType),
    engine: text(g.Engine) || 'redis',
    status: text(g.Status),
    created_at: instantOrNull(g.ReplicationGroupCreateTime),
    member_ids: members,
    member_1,
    member_2,
    member_3,
    global_role: g.GlobalReplicationGroupInfo?.GlobalReplicationGroupId
      ? text(g.GlobalReplicationGroupInfo.GlobalReplicationGroupMemberRole).toUpperCase()
      : '',
    tags: {},
    unread: '',
  };
}

/** ElastiCache gives no tags of what is being made or deleted. Source: ElastiCache API Reference, ListTagsForResource. */
const hasTags = (row: { status: string; arn: string }): boolean =>
  row.arn !== '' && !/^(creating|deleting|deleted|create-failed)$/.test(row.status);

function withTags(r: Reading) {
  const tags = tagsOfEach(r);
  return async <R extends { status: string; arn: string }>(row: R): Promise<readonly R[]> => {
    if (!hasTags(row)) return [row];
    const command = new ListTagsForResourceCommand({ ResourceName: row.arn });
    return [{ ...row, tags: await tags(async () => tagsOf((await r.send('elasticache', command)).TagList)) }];
  };
}

export const collectors: Collectors<keyof typeof tables> = {
  async *elasticache_clusters(r) {
    const ask = (Marker: string | undefined) =>
      r.send('elasticache', new DescribeCacheClustersCommand({ MaxRecords, Marker }));
    const listed: ReturnType<typeof rowOfCluster>[] = [];
    for await (const page of pages(ask, marker))
      listed.push(
        ...(page.CacheClusters ?? []).filter((c) => c.CacheClusterId).map((c) => rowOfCluster(r, c)),
      );
    yield* details(r, listed, withTags(r), (row, unread) => ({ ...row, unread }));
  },

  async *elasticache_replication_groups(r) {
    const ask = (Marker: string | undefined) =>
      r.send('elasticache', new DescribeReplicationGroupsCommand({ MaxRecords, Marker }));
    const listed: ReturnType<typeof rowOfGroup>[] = [];
    for await (const page of pages(ask, marker))
      listed.push(
        ...(page.ReplicationGroups ?? []).filter((g) => g.ReplicationGroupId).map((g) => rowOfGroup(r, g)),
      );
    yield* details(r, listed, withTags(r), (row, unread) => ({ ...row, unread }));
  },
};
