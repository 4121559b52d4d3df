import check from '../../../../checks/aws/budgets/account-spend-unwatched.ts';
import { anomalyMonitor, budgetsAccount } from '../../../support/makers/budgets.ts';
import { ACCOUNT } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'neither a budget nor a monitor; a payer may have them, which is not seen from here',
      row: budgetsAccount(),
      says: `Account ${ACCOUNT} has no budget of cost or usage in force and no monitor of Cost Anomaly Detection: nothing in it tells anybody when its bill jumps.`,
      saves: null,
      level: 'low',
      confidence: 50,
      notes:
        'for a member account of an organization, budgets and monitors of the management account may cover it: they are not seen from here',
    },
    {
      name: 'a budget of how well commitments are used watches no spend',
      row: budgetsAccount({ budgets: 1 }),
      says: `Account ${ACCOUNT} has no budget of cost or usage in force (of its 1 budget(s) none is) and no monitor of Cost Anomaly Detection: nothing in it tells anybody when its bill jumps.`,
      saves: null,
      dimensions: { budgets: '1' },
    },
  ],
  passes: [
    { name: 'a budget', row: budgetsAccount({ budgets: 1, spend_budgets: 1 }) },
    {
      name: 'a budget, and monitors were refused',
      row: budgetsAccount({ budgets: 2, spend_budgets: 1 }),
      unread: ['ce_anomaly_monitors'],
    },
    {
      name: 'the monitor that AWS makes for new accounts',
      row: budgetsAccount(),
      tables: { ce_anomaly_monitors: [anomalyMonitor()] },
    },
  ],
  unknowns: [
    {
      name: 'no budget, and monitors were refused',
      row: budgetsAccount(),
      unread: ['ce_anomaly_monitors'],
      because: 'it has no budget, and whether it has anomaly monitors could not be read',
    },
  ],
});
