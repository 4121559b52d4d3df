import { defineCheck } from '../../../contracts/check.ts';
import { isAlive, judgeOrphan, orphanMessages, orphanOptions, snapshotPrices } from '../_lib/rds-snapshot.ts';

export default defineCheck({
  id: 'aws.rds.cluster.snapshots.orphaned',
  title: 'DB cluster snapshot of a cluster that is gone',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 480 },
  table: 'rds_cluster_snapshots',
  lookups: ['rds_clusters'],
  respectsKeepTags: true,
  options: orphanOptions,
  messages: orphanMessages,
  why: 'A manual snapshot outlives its database and is billed until somebody deletes it.',
  fix: 'Delete it, or export it to S3 if its data must be kept for long.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html'],
  prices: snapshotPrices,
  evaluate: (row, ctx) =>
    judgeOrphan(row, ctx, (s) => {
      const live = ctx.lookup('rds_clusters');
      return isAlive(
        s,
        live.where('db_cluster_id', s.source_id),
        live.where('cluster_resource_id', s.source_resource_id),
      );
    }),
});
