import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { Big, formatUsd, perMonth } from '../../../contracts/money.ts';
import { natGatewayGib, natGatewayHour } from '../../../prices/aws/vpc.ts';
import { least } from '../_lib/least.ts';
import { dailyBytes } from '../_lib/nat-traffic.ts';
import { notesOf } from '../_lib/notes.ts';
import { mean } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;
/** Services with gateway endpoints, which cost nothing. Source: VPC documentation, "Gateway endpoints". */
const FREE = ['s3', 'dynamodb'] as const;

export default defineCheck({
  id: 'aws.ec2.nat.gateways.high.data.processing',
  title: 'NAT gateway processes much data without gateway endpoints',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 600 },
  table: 'ec2_nat_gateways',
  lookups: ['ec2_route_tables', 'ec2_vpc_endpoints'],
  metrics: ['nat_gateway_bytes_out_to_destination', 'nat_gateway_bytes_in_from_destination'],
  options: z.object({
    minimumMonthlyGib: z.number().min(0).default(100).describe('GiB a month, both directions'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    much: 'NAT gateway {id} in {vpc} processes {gib} GiB a month for {cost}, and its route tables have no gateway endpoint for {services}.',
    unpriced:
      'NAT gateway {id} in {vpc} processes {gib} GiB a month, and its route tables have no gateway endpoint for {services}.',
  },
  why: 'Traffic to S3 and DynamoDB through a NAT gateway is billed by the GB; through a gateway endpoint it is free.',
  fix: 'Add the gateway endpoints to the route tables that use this gateway, and see in the flow logs what else goes through it.',
  links: ['https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html'],
  prices: (row) =>
    row.state === 'available' ? [natGatewayHour(row.region, {}), natGatewayGib(row.region, {})] : [],
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    const { minimumDays, minimumMonthlyGib } = ctx.options;
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
    const gib = (mean(days) * 30) / GIB;
    if (gib < minimumMonthlyGib) return pass;
    const tables = ctx.lookup('ec2_route_tables').where('nat_gateway_ids', row.nat_gateway_id);
    const endpoints = ctx
      .lookup('ec2_vpc_endpoints')
      .where('vpc_id', row.vpc_id)
      .filter((e) => e.endpoint_type === 'Gateway' && e.state === 'available');
    const missing = FREE.filter(
      (s) =>
        !(
          tables.length > 0 &&
          tables.every((t) =>
            endpoints.some(
              (e) => e.service_name.endsWith(`.${s}`) && e.route_table_ids.includes(t.route_table_id),
            ),
          )
        ),
    );
    // most accounts keep nothing in DynamoDB: without its endpoint alone there is no sign of waste
    if (!missing.includes('s3')) return pass;
    const services = missing.map((s) => (s === 's3' ? 'S3' : 'DynamoDB')).join(' and ');
    const values = { id: row.nat_gateway_id, vpc: row.vpc_id, gib: gib.toFixed(0), services };
    const dimensions = { vpc_id: row.vpc_id, estimated_monthly_gib: gib.toFixed(2) };
    const metrics = { monthly_gib: gib };
    const [hour, byGib] = [
      ctx.price(natGatewayHour(row.region, {})),
      ctx.price(natGatewayGib(row.region, {})),
    ];
    if (!hour || !byGib) return fail({ message: 'unpriced', values, confidence: 50, dimensions, metrics });
    const cost = byGib.usd.times(new Big(gib));
    return fail({
      message: 'much',
      values: { ...values, cost },
      monthlyCost: cost.plus(perMonth(hour.usd)),
      confidence: least(60, hour.confidence, byGib.confidence),
      notes: notesOf(
        `no savings are claimed: up to ${formatUsd(cost)} a month, if all of the traffic goes to ${services}`,
        hour.note,
        byGib.note,
      ),
      dimensions,
      metrics,
    });
  },
});
