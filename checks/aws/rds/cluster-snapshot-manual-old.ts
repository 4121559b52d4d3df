import { defineCheck } from '../../../contracts/check.ts';
import { judgeOld, oldMessages, oldOptions, snapshotPrices } from '../_lib/rds-snapshot.ts';

export default defineCheck({
  id: 'aws.rds.cluster.snapshots.manual.old',
  title: 'Manual DB cluster snapshot is old',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 320 },
  table: 'rds_cluster_snapshots',
  lookups: ['rds_clusters'],
  respectsKeepTags: true,
  options: oldOptions,
  messages: oldMessages,
  why: 'Manual snapshots are never deleted by RDS, and each is billed by the GiB.',
  fix: 'Delete it, or replace it by an AWS Backup plan with an end.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html'],
  prices: snapshotPrices,
  evaluate(row, ctx) {
    const live = ctx.lookup('rds_clusters');
    return judgeOld(row, ctx, {
      ofIdentifier: live.where('db_cluster_id', row.source_id),
      ofResourceId: live.where('cluster_resource_id', row.source_resource_id),
    });
  },
});
