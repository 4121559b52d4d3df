import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { monthly, NO_CLAIM, rounded, USE_NOTE, unusedOf } from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.ri.utilization.low',
  title: 'Reservation of EC2 is paid for and not used',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 540 },
  table: 'ce_reservation_utilization',
  options: z.object({
    targetPercent: z.number().min(1).max(100).default(80).describe('Use that is enough'),
    highPercent: z.number().min(0).max(100).default(50).describe('Use under which it is severe'),
    minimumUnused: z.number().min(0).default(10).describe('US dollars a month that go unused'),
    minimumDays: z.int().min(1).max(30).default(7).describe('Days since it started that are needed'),
  }),
  messages: {
    low: 'Reservation {id} of [{count} × ]{type} in {region} is used to {used} %[; {unused} a month of it go unused].',
  },
  why: 'A reservation is billed for every hour of its term, whether instances use it or not.',
  fix: 'Move instances of the family onto it, exchange it if it is convertible, or sell it on the Marketplace.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/ce-default-reports.html'],
  evaluate(row, ctx) {
    const { targetPercent, highPercent, minimumUnused, minimumDays } = ctx.options;
    const left = ageDays(row.ends_at, ctx.asOf);
    if (left !== undefined && left >= 0) return skip('its term has ended');
    const age = ageDays(row.starts_at, ctx.asOf);
    if (age !== undefined && age < minimumDays)
      return unknown(`it started less than ${minimumDays} days ago`);
    if (row.utilization_percent === null) return unknown('Cost Explorer does not say how much of it is used');
    // where sizes are flexible, units say what hours hide
    const used = Math.max(row.utilization_percent, row.utilization_percent_in_units ?? 0);
    const monthlyCost = row.amortized_cost === null ? undefined : monthly(row.amortized_cost);
    const unused = row.unused_cost === null ? unusedOf(monthlyCost, used) : monthly(row.unused_cost);
    if (used >= targetPercent || unused?.lt(minimumUnused)) return pass;
    return fail({
      message: 'low',
      values: {
        id: row.reservation_id,
        count: row.instance_count || undefined,
        type: row.instance_type,
        region: row.usage_region,
        used: rounded(used),
        unused,
      },
      monthlyCost,
      confidence: 90,
      notes: notesOf(USE_NOTE, NO_CLAIM),
      dimensions: {
        instance_type: row.instance_type,
        platform: row.platform,
        usage_region: row.usage_region,
      },
      metrics: { utilization_percent: new Big(used), ...(unused && { unused_monthly_cost: unused }) },
      severity: used < highPercent ? { level: 'high', score: 680 } : { level: 'medium', score: 540 },
    });
  },
});
