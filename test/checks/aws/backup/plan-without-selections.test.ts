import check from '../../../../checks/aws/backup/plan-without-selections.ts';
import { backupPlan, backupSelection } from '../../../support/makers/backup.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const others = { backup_selections: [backupSelection({ plan_id: 'plan-0b' })] };

testCheck(check, {
  fails: [
    {
      name: 'only another plan has resources',
      row: backupPlan(),
      tables: others,
      says: 'Backup plan nightly (plan-0a) is 90 days old and has no resources assigned: it backs up nothing; it last ran on 2026-11-24.',
      saves: null,
      level: 'low',
      dimensions: { plan_id: 'plan-0a', plan_name: 'nightly', last_run: '2026-11-24' },
    },
    {
      name: 'it never ran',
      row: backupPlan({ last_run_at: null }),
      says: 'Backup plan nightly (plan-0a) is 90 days old and has no resources assigned: it backs up nothing.',
      saves: null,
      dimensions: { last_run: '' },
    },
  ],
  passes: [
    { name: 'it has resources', row: backupPlan(), tables: { backup_selections: [backupSelection()] } },
    {
      name: 'made by a backup policy, whose resources are in the policy',
      row: backupPlan({ plan_id: 'orgs/0a' }),
      skips: 'a backup policy of the organization made it',
    },
  ],
  unknowns: [
    {
      name: 'made this week: resources may follow',
      row: backupPlan({ created_at: daysAgo(3) }),
      because: 'it was made less than 7 days ago',
    },
    {
      name: 'no date',
      row: backupPlan({ created_at: null }),
      because: 'AWS does not say when it was made',
    },
    {
      name: 'its own resources were refused',
      row: backupPlan(),
      tables: { backup_selections: [backupSelection({ selection_id: '', unread: 'denied' })] },
      because: 'its resources could not be read: denied',
    },
  ],
});
