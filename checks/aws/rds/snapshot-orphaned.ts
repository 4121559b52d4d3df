import { defineCheck } from '../../../contracts/check.ts';
import { judgeOrphan, orphanMessages, orphanOptions, snapshotPrices } from '../_lib/rds-snapshot.ts';

export default defineCheck({
  id: 'aws.rds.snapshots.orphaned',
  title: 'RDS snapshot of a database that is gone',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'medium', score: 480 },
  table: 'rds_snapshots',
  lookups: ['rds_instances'],
  respectsKeepTags: true,
  options: orphanOptions,
  messages: orphanMessages,
  why: 'A manual snapshot outlives its database and is billed until somebody deletes it.',
  fix: 'Delete it, or export it to S3 if its data must be kept for long.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteSnapshot.html'],
  prices: snapshotPrices,
  evaluate(row, ctx) {
    const live = ctx.lookup('rds_instances');
    return judgeOrphan(row, ctx, {
      ofIdentifier: live.where('db_instance_id', row.source_id),
      ofResourceId: live.where('dbi_resource_id', row.source_resource_id),
    });
  },
});
