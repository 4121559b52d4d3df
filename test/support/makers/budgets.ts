/** Rows of what watches an account's spend. */
import { ACCOUNT, maker } from '../makers.ts';

/** No budget at all. */
export const budgetsAccount = maker('budgets_accounts', { region: 'global', account: ACCOUNT });
export const anomalyMonitor = maker('ce_anomaly_monitors', {
  region: 'global',
  monitor_arn: `arn:aws:ce::${ACCOUNT}:anomalymonitor/0a`,
  monitor_name: 'Default-Services-Monitor',
  monitor_type: 'DIMENSIONAL',
});
