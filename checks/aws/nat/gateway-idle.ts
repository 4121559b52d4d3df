import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { natGatewayHour } from '../../../prices/aws/vpc.ts';
import { least } from '../_lib/least.ts';
import { zonesCounted } from '../_lib/nat-hours.ts';
import { dailyBytes } from '../_lib/nat-traffic.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, published } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.nat.gateways.idle',
  title: 'NAT gateway moves no traffic',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 560 },
  table: 'ec2_nat_gateways',
  metrics: ['nat_gateway_bytes_out_to_destination', 'nat_gateway_bytes_in_from_destination'],
  optionalMetrics: ['nat_gateway_active_connections'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(1_048_576)
      .describe('95th percentile of a day, both directions'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'NAT gateway {id} in {vpc} moved next to nothing in {days} days and costs {savings} a month.',
    unpriced: 'NAT gateway {id} in {vpc} moved next to nothing in {days} days and is billed by the hour.',
  },
  why: 'A NAT gateway is billed by the hour, with or without traffic.',
  fix: 'Delete it with its routes; where it stands by, one gateway can serve several subnets.',
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-cloudwatch.html'],
  prices: (row) => (row.state === 'available' ? [natGatewayHour(row.region, {})] : []),
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    const { minimumDays, maximumDailyBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const days = dailyBytes(
      ctx.metric('nat_gateway_bytes_out_to_destination'),
      ctx.metric('nat_gateway_bytes_in_from_destination'),
      row.created_at,
    );
    if (days.length < minimumDays)
      return unknown(`its traffic is known for ${days.length} days, ${minimumDays} are needed`);
    if (percentile(days, 95) >= maximumDailyBytes) return pass;
    const connections = ctx.optionalMetric('nat_gateway_active_connections');
    if (connections && Math.max(0, ...published(connections)) > 0) return pass;
    const values = { id: row.nat_gateway_id, vpc: row.vpc_id, days: days.length };
    const dimensions = { vpc_id: row.vpc_id, subnet_id: row.subnet_id };
    const metrics = { daily_bytes_p95: percentile(days, 95) };
    const price = ctx.price(natGatewayHour(row.region, {}));
    if (!price) return fail({ message: 'unpriced', values, confidence: 60, dimensions, metrics });
    const savings = perMonth(price.usd);
    return fail({
      message: 'idle',
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(connections ? 85 : 75, price.confidence),
      notes: notesOf(price.note, zonesCounted(row)),
      dimensions,
      metrics,
    });
  },
});
