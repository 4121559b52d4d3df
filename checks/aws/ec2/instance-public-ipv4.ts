import { z } from 'zod';
import { defineCheck, pass, skip, unknown } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { publicIpv4Hour } from '../../../prices/aws/vpc.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.ec2.instances.public.ipv4.in.use',
  title: 'EC2 instance pays for a public IPv4 address',
  kind: 'cost',
  category: 'modernisation',
  severity: { level: 'info', score: 120 },
  table: 'ec2_instances',
  optionalLookups: ['ec2_addresses'],
  options: z.object({}),
  messages: {
    billed: 'Instance {id} has the public IPv4 address {ip}[, which costs {cost} a month].',
  },
  why: 'AWS bills every public IPv4 address by the hour, in use or not; many instances are reached through a load balancer or Session Manager and need none.',
  fix: 'Move instances that nobody reaches from outside to private subnets, or use IPv6.',
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-ip-addressing.html'],
  prices: (row) =>
    row.state === 'running' && row.public_ip !== '' ? [publicIpv4Hour(row.region, { state: 'in_use' })] : [],
  evaluate(row, ctx) {
    if (row.state !== 'running') return skip('not running');
    if (row.public_ip === '') return pass;
    const addresses = ctx.optionalLookup('ec2_addresses');
    if (!addresses) return unknown('whether its range was brought by the customer could not be read');
    const elastic = addresses.where('public_ip', row.public_ip)[0];
    if (elastic && elastic.public_ipv4_pool !== '' && elastic.public_ipv4_pool !== 'amazon')
      return skip('its range was brought by the customer, so it is not billed');
    const price = ctx.price(publicIpv4Hour(row.region, { state: 'in_use' }));
    const cost = price && perMonth(price.usd);
    return {
      kind: 'info' as const,
      message: 'billed' as const,
      values: { id: row.instance_id, ip: row.public_ip, cost },
      monthlyCost: cost,
      confidence: least(90, price?.confidence ?? 90),
      notes: notesOf(
        'nothing is claimed: whether it is needed is not known, and what replaces it may cost more, such as a NAT gateway',
        price?.note,
      ),
      dimensions: {
        public_ip: row.public_ip,
        elastic: String(elastic !== undefined),
        vpc_id: row.vpc_id,
        subnet_id: row.subnet_id,
      },
    };
  },
});
