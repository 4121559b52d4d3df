import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { least } from '../_lib/least.ts';
import { isClusterMember } from '../_lib/rds-engine.ts';
import { deploymentOf } from '../_lib/rds-hour.ts';
import { storageCost, storagePrices } from '../_lib/rds-storage-cost.ts';

export default defineCheck({
  id: 'aws.rds.instances.stopped.storage',
  title: 'Stopped RDS instance is billed for its storage',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 500 },
  table: 'rds_instances',
  respectsKeepTags: true,
  options: z.object({}),
  messages: {
    stopped:
      'RDS instance {id} is stopped, and its {gib} GiB of {type} storage cost {savings} a month{restart}.',
    unpriced: 'RDS instance {id} is stopped, and its {gib} GiB of {type} storage are still billed{restart}.',
  },
  why: 'A stopped instance pays for storage and backups, and RDS starts it again after seven days.',
  fix: 'Take a final snapshot and delete the instance; restore it when it is needed.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html'],
  prices: (row) => (row.status === 'stopped' && !isClusterMember(row) ? storagePrices(row) : []),
  evaluate(row, ctx) {
    if (isClusterMember(row)) return skip('its storage is its cluster’s');
    if (row.status !== 'stopped') return pass;
    const restart =
      row.restarts_at === null ? '' : `; RDS starts it again on ${row.restarts_at.slice(0, 10)}`;
    const values = {
      id: row.db_instance_id,
      gib: row.allocated_storage_gib,
      type: row.storage_type,
      restart,
    };
    const dimensions = {
      allocated_gb: String(row.allocated_storage_gib),
      status: row.status,
      deployment: deploymentOf(row),
    };
    const cost = storageCost(row, ctx.price);
    if (!cost) return fail({ message: 'unpriced', values, confidence: 60, dimensions });
    return fail({
      message: 'stopped',
      values: { ...values, savings: cost.monthly },
      monthlyCost: cost.monthly,
      claims: [{ part: 'storage', monthlySavings: cost.monthly }],
      confidence: least(80, cost.confidence),
      notes: cost.note,
      dimensions,
    });
  },
});
