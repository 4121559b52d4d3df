import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.budgets.account.spend.unwatched',
  title: 'Nothing watches what the account spends',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 280 },
  table: 'budgets_accounts',
  optionalLookups: ['ce_anomaly_monitors'],
  options: z.object({}),
  messages: {
    unwatched:
      'Account {id} has no budget of cost or usage in force[ (of its {budgets} budget(s) none is)] and no monitor of Cost Anomaly Detection: nothing in it tells anybody when its bill jumps.',
  },
  why: 'A mistake or a leaked key is otherwise found when the bill comes, weeks later.',
  fix: 'Make a monthly cost budget with alerts (free of charge without actions), and a monitor of all AWS services with a subscription.',
  links: [
    'https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-create.html',
    'https://docs.aws.amazon.com/cost-management/latest/userguide/getting-started-ad.html',
  ],
  evaluate(row, ctx) {
    if (row.spend_budgets > 0) return pass;
    const monitors = ctx.optionalLookup('ce_anomaly_monitors');
    if (!monitors) return unknown('it has no budget, and whether it has anomaly monitors could not be read');
    if (monitors.rows.length > 0) return pass;
    return fail({
      message: 'unwatched',
      values: { id: row.account, budgets: row.budgets > 0 ? row.budgets : undefined },
      // budgets and monitors of a payer show in no member account, and may well cover it
      confidence: 50,
      notes:
        'for a member account of an organization, budgets and monitors of the management account may cover it: they are not seen from here',
      dimensions: { budgets: String(row.budgets), spend_budgets: '0', anomaly_monitors: '0' },
    });
  },
});
