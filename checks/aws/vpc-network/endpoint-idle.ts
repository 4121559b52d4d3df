import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { vpcEndpointHour } from '../../../prices/aws/vpc-network.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

/** The types that are billed by the hour and publish metrics. */
const typeOf = (r: { readonly endpoint_type: string }): 'Interface' | 'GatewayLoadBalancer' | undefined =>
  r.endpoint_type === 'Interface' || r.endpoint_type === 'GatewayLoadBalancer' ? r.endpoint_type : undefined;

export default defineCheck({
  id: 'aws.ec2.vpc.endpoints.idle',
  title: 'VPC endpoint moves no traffic',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 500 },
  table: 'ec2_vpc_endpoints',
  metrics: ['vpc_endpoint_bytes'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyBytes: z.number().min(0).default(0).describe('95th percentile of a day, both directions'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'VPC endpoint {id} to {service} in {vpc} moved next to nothing in {days} days[, in {zones} zone(s)][, and costs {savings} a month].',
  },
  why: 'An interface endpoint is billed by the hour in each of its zones, with or without traffic.',
  fix: 'Delete it, or take it out of the zones that do not use it; a VPC that shares one through a transit gateway needs none of its own.',
  links: ['https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html'],
  prices(row) {
    const type = typeOf(row);
    return type && row.state === 'available' ? [vpcEndpointHour(row.region, { type })] : [];
  },
  evaluate(row, ctx) {
    const type = typeOf(row);
    if (!type) return skip('it is not billed by the hour');
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (row.requester_managed) return skip('a service of AWS manages it');
    if (row.service_region !== '' && row.service_region !== row.region)
      return skip('endpoints to other regions publish no metrics');
    const { minimumDays, maximumDailyBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const days = since(ctx.metric('vpc_endpoint_bytes'), row.created_at);
    if (days.length < minimumDays)
      return unknown(`its traffic is known for ${days.length} days, ${minimumDays} are needed`);
    if (percentile(days, 95) > maximumDailyBytes) return pass;
    // each of its interfaces stands in a subnet, and each zone has one
    const zones = Math.max(row.subnet_ids.length, row.network_interface_ids.length);
    const price = ctx.price(vpcEndpointHour(row.region, { type }));
    const savings = price && zones > 0 ? perMonth(price.usd).times(zones) : undefined;
    return fail({
      message: 'idle',
      values: {
        id: row.vpc_endpoint_id,
        service: row.service_name,
        vpc: row.vpc_id,
        days: days.length,
        zones: zones > 0 ? zones : undefined,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(80, price?.confidence ?? 80),
      notes: notesOf(zones > 0 ? '' : 'AWS does not say in how many zones it is', savings && price?.note),
      dimensions: { vpc_id: row.vpc_id, service_name: row.service_name },
      metrics: { daily_bytes_p95: percentile(days, 95) },
    });
  },
});
