import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { transitGatewayAttachmentHour } from '../../../prices/aws/vpc-network.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { percentile, published, since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.transit.gateway.attachments.idle',
  title: 'Transit gateway attachment moves no traffic',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 540 },
  table: 'ec2_transit_gateway_attachments',
  metrics: ['transit_gateway_attachment_bytes_in', 'transit_gateway_attachment_bytes_out'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(1_048_576)
      .describe('95th percentile of a day, in each direction'),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days since it was created that are needed'),
  }),
  messages: {
    idle: 'Attachment {id} of {vpc} to transit gateway {gateway} moved next to nothing in {days} days[ and costs {savings} a month].',
  },
  why: 'The owner of an attached VPC pays for every hour of the attachment, with or without traffic.',
  fix: 'Detach the VPC and delete its routes to the gateway.',
  links: ['https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-cloudwatch-metrics.html'],
  prices: (row) =>
    row.state === 'available' && row.resource_type === 'vpc'
      ? [transitGatewayAttachmentHour(row.region, {})]
      : [],
  evaluate(row, ctx) {
    // VPN, Direct Connect and peering are often a second way, and silent by design
    if (row.resource_type !== 'vpc') return skip(`an attachment of type ${row.resource_type}`);
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (row.resource_owner_id !== row.account_id) return skip('the VPC and its bill are of another account');
    const { minimumDays, maximumDailyBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const series = [
      ctx.metric('transit_gateway_attachment_bytes_in'),
      ctx.metric('transit_gateway_attachment_bytes_out'),
    ] as const;
    // in the account of the gateway nothing is published where nothing flows; elsewhere nothing is published at all
    const isOwn = row.transit_gateway_owner_id === row.account_id;
    const isSilent = series.every((s) => published(s).length === 0);
    const [inward = [], outward = []] = series.map((s) =>
      since({ ...s, silentAtZero: isOwn }, row.created_at),
    );
    const known = Math.min(inward.length, outward.length);
    if (known < minimumDays)
      return unknown(`its traffic is known for ${known} days, ${minimumDays} are needed`);
    const most = Math.max(percentile(inward, 95), percentile(outward, 95));
    if (most >= maximumDailyBytes) return pass;
    const price = ctx.price(transitGatewayAttachmentHour(row.region, {}));
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'idle',
      values: {
        id: row.attachment_id,
        vpc: row.resource_id,
        gateway: row.transit_gateway_id,
        days: known,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(isSilent ? 65 : 85, price?.confidence ?? 85),
      notes: notesOf(isSilent ? 'nothing was published of it: silence is taken for zero' : '', price?.note),
      dimensions: { vpc_id: row.resource_id, transit_gateway_id: row.transit_gateway_id },
      metrics: { daily_bytes_p95: most },
    });
  },
});
