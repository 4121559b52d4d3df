import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { monthly, NO_CLAIM, rounded, USE_NOTE, unusedOf } from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.savings.plans.utilization.low',
  title: 'Savings Plan is paid for and not used',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 540 },
  table: 'savings_plans',
  lookups: ['ce_savings_plans_utilization'],
  options: z.object({
    targetPercent: z.number().min(1).max(100).default(80).describe('Use that is enough'),
    highPercent: z.number().min(0).max(100).default(50).describe('Use under which it is severe'),
    minimumUnused: z.number().min(0).default(10).describe('US dollars a month that go unused'),
    minimumDays: z.int().min(1).max(30).default(7).describe('Days since it started that are needed'),
  }),
  messages: {
    low: '{type} Savings Plan {id} is used to {used} %[; {unused} a month of its commitment go unused].',
  },
  why: 'The commitment of a Savings Plan is billed every hour of its term, whether usage meets it or not.',
  fix: 'Share it in the organisation, move covered usage onto it, and buy no more; a new one may still be returned.',
  links: ['https://docs.aws.amazon.com/savingsplans/latest/userguide/ce-sp-usingPR.html'],
  evaluate(row, ctx) {
    if (row.state !== 'active') return skip(`it is ${row.state}`);
    const { targetPercent, highPercent, minimumUnused, minimumDays } = ctx.options;
    const age = ageDays(row.starts_at, ctx.asOf);
    if (age !== undefined && age < minimumDays)
      return unknown(`it started less than ${minimumDays} days ago`);
    const [use] = ctx.lookup('ce_savings_plans_utilization').where('arn', row.arn);
    if (!use || use.utilization_percent === null)
      return unknown('Cost Explorer does not say how much of it is used');
    const owed = row.hourly_commitment === null ? undefined : perMonth(row.hourly_commitment);
    const committed = use.total_commitment === null ? owed : monthly(use.total_commitment);
    const unused =
      use.unused_commitment === null
        ? unusedOf(committed, use.utilization_percent)
        : monthly(use.unused_commitment);
    if (use.utilization_percent >= targetPercent || unused?.lt(minimumUnused)) return pass;
    return fail({
      message: 'low',
      values: {
        type: row.plan_type,
        id: row.savings_plan_id,
        used: rounded(use.utilization_percent),
        unused,
      },
      monthlyCost: committed,
      confidence: 90,
      notes: notesOf(USE_NOTE, NO_CLAIM),
      dimensions: { plan_type: row.plan_type, instance_family: row.instance_family },
      metrics: {
        utilization_percent: use.utilization_percent,
        ...(unused && { unused_monthly_commitment: unused }),
      },
      severity:
        use.utilization_percent < highPercent
          ? { level: 'high', score: 680 }
          : { level: 'medium', score: 540 },
    });
  },
});
