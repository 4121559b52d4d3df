/** What AWS Budgets and Cost Anomaly Detection say of an account as inventory rows. */
import { type Budget, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import { GetAnomalyMonitorsCommand } from '@aws-sdk/client-cost-explorer';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/budgets.ts';
import type { Collectors, Reading } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, text } from './read.ts';

/** Budgets of utilisation and coverage watch commitments, not what is spent. */
function watchesSpend(budget: Budget, asOf: string): boolean {
  const end = instantOrNull(budget.TimePeriod?.End);
  return (budget.BudgetType === 'COST' || budget.BudgetType === 'USAGE') && (end === null || end > asOf);
}

async function budgetsOf(r: Reading): Promise<Budget[]> {
  const budgets: Budget[] = [];
  const ask = (NextToken: string | undefined) =>
    r.send('budgets', new DescribeBudgetsCommand({ AccountId: r.accountId, MaxResults: 100, NextToken }));
  try {
    for await (const page of pages(ask, (p) => p.NextToken)) budgets.push(...(page.Budgets ?? []));
  } catch (error) {
    // an account that never had one
    if (!(error instanceof AwsFailure) || !/^NotFound/.test(error.code)) throw error;
  }
  return budgets;
}

export const collectors: Collectors<keyof typeof tables> = {
  async *budgets_accounts(r) {
    const budgets = await budgetsOf(r);
    yield [
      {
        ...scopeOf(r),
        account: r.accountId,
        budgets: budgets.length,
        spend_budgets: budgets.filter((b) => watchesSpend(b, r.asOf)).length,
      },
    ];
  },

  async *ce_anomaly_monitors(r) {
    const ask = (NextPageToken: string | undefined) =>
      r.send('ce', new GetAnomalyMonitorsCommand({ MaxResults: 100, NextPageToken }));
    for await (const page of pages(ask, (p) => p.NextPageToken))
      yield (page.AnomalyMonitors ?? []).flatMap((m) =>
        m.MonitorArn
          ? [
              {
                ...scopeOf(r),
                monitor_arn: m.MonitorArn,
                monitor_name: text(m.MonitorName),
                monitor_type: text(m.MonitorType),
              },
            ]
          : [],
      );
  },
};
