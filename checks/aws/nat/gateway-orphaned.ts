import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { natGatewayHour } from '../../../prices/aws/vpc.ts';
import { least } from '../_lib/least.ts';
import { zonesCounted } from '../_lib/nat-hours.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.nat.gateways.orphaned',
  title: 'No route leads to the NAT gateway',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 620 },
  table: 'ec2_nat_gateways',
  lookups: ['ec2_route_tables'],
  respectsKeepTags: true,
  options: z.object({ minimumAgeDays: z.number().min(0).default(1).describe('Days since it was created') }),
  messages: {
    orphaned:
      'NAT gateway {id} in {vpc} is in no route table, is {days} days old and costs {savings} a month.',
    unpriced: 'NAT gateway {id} in {vpc} is in no route table, is {days} days old and is billed by the hour.',
  },
  why: 'Without a route nothing can use it, and it is billed by the hour all the same.',
  fix: 'Delete the gateway and release its address.',
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html'],
  prices: (row) => (row.state === 'available' ? [natGatewayHour(row.region, {})] : []),
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < ctx.options.minimumAgeDays)
      return unknown(`it was created less than ${ctx.options.minimumAgeDays} day(s) ago`);
    if (ctx.lookup('ec2_route_tables').where('nat_gateway_ids', row.nat_gateway_id).length > 0) return pass;
    const values = { id: row.nat_gateway_id, vpc: row.vpc_id, days: Math.floor(age) };
    const dimensions = { vpc_id: row.vpc_id, subnet_id: row.subnet_id };
    const price = ctx.price(natGatewayHour(row.region, {}));
    if (!price) return fail({ message: 'unpriced', values, confidence: 60, dimensions });
    const savings = perMonth(price.usd);
    return fail({
      message: 'orphaned',
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(95, price.confidence),
      notes: notesOf(price.note, zonesCounted(row)),
      dimensions,
    });
  },
});
