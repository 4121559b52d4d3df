import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { monthly } from '../_lib/commitment.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays, DAY_MS } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.ri.expiring.soon',
  title: 'Reservation of EC2 ends soon',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 450 },
  table: 'commitments_ec2_reserved_instances',
  lookups: ['commitments_ec2_reserved_instances'],
  optionalLookups: ['ce_reservation_utilization'],
  options: z.object({
    withinDays: z.int().min(1).max(180).default(30).describe('Days to its end'),
    worthPercent: z.number().min(0).max(100).default(20).describe('Use under which it need not be renewed'),
  }),
  messages: {
    ending:
      'Reservation {id} of {count} × {type} ({platform}) ends in {days} days[; at On-Demand rates its use costs {more} a month more].',
  },
  why: 'From the hour that a reservation ends its instances are billed On-Demand, and nothing announces it.',
  fix: 'Decide whether the use goes on; queue a reservation for the day it ends, or cover it by a Savings Plan.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ri-market-concepts-buying.html'],
  evaluate(row, ctx) {
    if (row.state !== 'active') return skip(`it is ${row.state}`);
    if (row.ends_at === null) return unknown('when it ends is not known');
    const days = -(ageDays(row.ends_at, ctx.asOf) ?? 0);
    if (days <= 0) return skip('its term has ended');
    if (days > ctx.options.withinDays) return pass;
    const end = Date.parse(row.ends_at);
    const alike = ctx
      .lookup('commitments_ec2_reserved_instances')
      .where('instance_type', row.instance_type)
      .filter(
        (q) =>
          q.product_description === row.product_description &&
          q.tenancy === row.tenancy &&
          q.scope === row.scope &&
          q.availability_zone === row.availability_zone,
      );
    const follows = alike.filter(
      (q) => q.state !== 'active' && q.starts_at !== null && Date.parse(q.starts_at) <= end + DAY_MS,
    );
    const endsToo = alike.filter(
      (q) => q.state === 'active' && q.ends_at !== null && Date.parse(q.ends_at) <= end + DAY_MS,
    );
    const count = (rows: typeof alike): number => rows.reduce((n, q) => n + q.instance_count, 0);
    if (follows.length > 0 && count(follows) >= count(endsToo)) return pass;
    const [use] =
      ctx.optionalLookup('ce_reservation_utilization')?.where('reservation_id', row.reserved_instances_id) ??
      [];
    const used = Math.max(use?.utilization_percent ?? 100, use?.utilization_percent_in_units ?? 0);
    if (used < ctx.options.worthPercent) return pass;
    const more = use?.net_savings == null ? undefined : monthly(use.net_savings);
    return fail({
      message: 'ending',
      values: {
        id: row.reserved_instances_id,
        count: row.instance_count,
        type: row.instance_type,
        platform: row.product_description,
        days: Math.ceil(days),
        more: more?.gt(0) ? more : undefined,
      },
      monthlyCost: use?.amortized_cost == null ? undefined : monthly(new Big(use.amortized_cost)),
      confidence: use ? 90 : 70,
      notes: notesOf(
        'renewing keeps a price and saves nothing more',
        follows.length > 0 ? 'what is queued is less than what ends' : '',
        use ? '' : 'Cost Explorer does not say how much of it is used',
      ),
      dimensions: { instance_type: row.instance_type, platform: row.product_description },
      metrics: { days_left: Math.ceil(days) },
    });
  },
});
