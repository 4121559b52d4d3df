/** Inventory of what watches an account's spend: only the fields that checks use. */
import { int32, text } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const budgetsAccounts = inventoryTable({
  name: 'budgets_accounts',
  comment: 'The account itself, with how many budgets it has (DescribeBudgets)',
  service: 'budgets',
  iamActions: ['budgets:ViewBudget'],
  reach: 'account',
  sortBy: ['account'],
  resource: {
    service: 'AWSBudgets',
    type: 'account',
    idColumn: 'account',
    arn: (r, p) => `arn:${p}:iam::${r.account_id}:root`,
  },
  columns: {
    account: text('12-digit account id'),
    budgets: int32('Budgets of every kind'),
    spend_budgets: int32('Budgets of cost or usage whose time is not over'),
  },
});

const ceAnomalyMonitors = inventoryTable({
  name: 'ce_anomaly_monitors',
  comment: 'Monitors of Cost Anomaly Detection (GetAnomalyMonitors)',
  service: 'ce',
  iamActions: ['ce:GetAnomalyMonitors'],
  reach: 'account',
  sortBy: ['monitor_arn'],
  columns: {
    monitor_arn: text('MonitorArn'),
    monitor_name: text('MonitorName'),
    monitor_type: text('DIMENSIONAL | CUSTOM'),
  },
});

export const metrics = {} as const;

export const tables = { budgets_accounts: budgetsAccounts, ce_anomaly_monitors: ceAnomalyMonitors } as const;
