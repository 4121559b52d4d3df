/** Inventory of the bill by month, as Cost Explorer tells it. */
import { amount, bool, list, text } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const monthlyCosts = inventoryTable({
  name: 'ce_monthly_costs',
  comment:
    'Amortised cost of each service in whole months, without credits, refunds and tax (GetCostAndUsage)',
  service: 'ce',
  iamActions: ['ce:GetCostAndUsage'],
  reach: 'account',
  sortBy: ['service_name'],
  resource: {
    service: { column: 'service_name' },
    type: 'cost_service',
    idColumn: 'service_name',
    arn: () => '',
  },
  columns: {
    service_name: text('As Cost Explorer writes it'),
    currency: text('e.g. USD'),
    months: list(
      text('YYYY-MM'),
      'Without a gap, from the first month in which the account cost anything to the last whole one; 13 at most',
    ),
    amounts: list(amount('cost'), 'One for each month, zero where the service cost nothing'),
    estimated: bool('The bill of the last month is not final'),
  },
});

export const metrics = {} as const;
export const tables = { ce_monthly_costs: monthlyCosts } as const;
