import { defineCheck } from '../../../contracts/check.ts';
import { isAlive, judgeOrphan, orphanMessages, orphanOptions, snapshotPrices } from '../_lib/rds-snapshot.ts';

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
  evaluate: (row, ctx) =>
    judgeOrphan(row, ctx, (s) => {
      const live = ctx.lookup('rds_instances');
      return isAlive(
        s,
        live.where('db_instance_id', s.source_id),
        live.where('dbi_resource_id', s.source_resource_id),
      );
    }),
});
