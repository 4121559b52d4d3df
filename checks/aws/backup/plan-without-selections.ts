import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.backup.plans.no.selections',
  title: 'Backup plan backs up nothing',
  kind: 'reliability',
  category: 'governance',
  severity: { level: 'low', score: 260 },
  table: 'backup_plans',
  lookups: ['backup_selections'],
  options: z.object({
    minimumAgeDays: z.int().min(0).default(7).describe('Days since the plan was made'),
  }),
  messages: {
    nothing:
      'Backup plan {name} ({id}) is {days} days old and has no resources assigned: it backs up nothing[; it last ran on {lastRun}].',
  },
  why: 'What somebody believes to be backed up is not, and nobody is told.',
  fix: 'Assign resources to the plan by tag or by ARN, or delete it.',
  links: ['https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html'],
  evaluate(row, ctx) {
    const selections = ctx.lookup('backup_selections').where('plan_id', row.plan_id);
    const refused = selections.find((s) => s.unread !== '');
    if (refused) return unknown(`its resources could not be read: ${refused.unread}`);
    if (selections.length > 0) return pass;
    // its resources are in the policy, which the management account owns: AWS Organizations User Guide, "Backup policies"
    if (row.plan_id.startsWith('orgs/')) return skip('a backup policy of the organization made it');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when it was made');
    if (age < ctx.options.minimumAgeDays)
      return unknown(`it was made less than ${ctx.options.minimumAgeDays} days ago`);
    const lastRun = row.last_run_at?.slice(0, 10);
    return fail({
      message: 'nothing',
      values: { id: row.plan_id, name: row.plan_name, days: Math.floor(age), lastRun },
      confidence: 95,
      dimensions: { plan_id: row.plan_id, plan_name: row.plan_name, last_run: lastRun ?? '' },
    });
  },
});
