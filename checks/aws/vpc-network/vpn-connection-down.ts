import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { vpnConnectionHour } from '../../../prices/aws/vpc-network.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { published } from '../_lib/series.ts';

export default defineCheck({
  id: 'aws.ec2.vpn.connections.down',
  title: 'No tunnel of the VPN connection came up',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 560 },
  table: 'ec2_vpn_connections',
  metrics: ['vpn_tunnel_state_maximum'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(10)
      .describe('Days of which the state of its tunnels must be known'),
  }),
  messages: {
    down: 'No tunnel of VPN connection {id} to {peer} was up on any of {days} days[, and it costs {savings} a month].',
  },
  // one that is up and silent may wait behind Direct Connect; one that is down cannot take over
  why: 'A VPN connection is billed by the hour while it exists. With both tunnels down it carries nothing and is no backup either.',
  fix: 'Delete the connection, or repair its customer gateway where it should stand by.',
  links: ['https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html'],
  prices: (row) => (row.state === 'available' ? [vpnConnectionHour(row.region, {})] : []),
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    // the API tells no creation; the state is published from then on
    const states = published(ctx.metric('vpn_tunnel_state_maximum'));
    if (states.some((s) => s > 0)) return pass;
    const { minimumDays } = ctx.options;
    if (states.length < minimumDays)
      return unknown(
        `the state of its tunnels is known for ${states.length} days, ${minimumDays} are needed`,
      );
    const price = ctx.price(vpnConnectionHour(row.region, {}));
    const savings = price && perMonth(price.usd);
    return fail({
      message: 'down',
      values: { id: row.vpn_connection_id, peer: row.customer_gateway_id, days: states.length, savings },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(90, price?.confidence ?? 90),
      notes: notesOf(
        price?.note,
        row.transit_gateway_id === '' ? '' : 'the hours of its transit gateway attachment come on top',
      ),
      dimensions: Object.fromEntries(
        Object.entries({
          vpn_gateway_id: row.vpn_gateway_id,
          transit_gateway_id: row.transit_gateway_id,
          customer_gateway_id: row.customer_gateway_id,
        }).filter(([, v]) => v !== ''),
      ),
    });
  },
});
