import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** Of a public subnet: its IPv4 traffic leaves by itself. An egress-only gateway carries IPv6 alone, beside a NAT gateway. */
const isPublic = (t: Row<'ec2_route_tables'>): boolean =>
  t.routes.some((r) => r.destination === '0.0.0.0/0' && r.target.startsWith('igw-'));

export default defineCheck({
  id: 'aws.ec2.nat.gateways.cross.az',
  title: 'Subnets use a NAT gateway of another Availability Zone',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'low', score: 390 },
  table: 'ec2_nat_gateways',
  lookups: ['ec2_route_tables', 'ec2_subnets'],
  options: z.object({}),
  messages: { cross: 'NAT gateway {id} in {zone} serves {count} subnet(s) of other zones: {subnets}.' },
  why: 'Traffic between zones is billed by the GB in each direction, and the gateway’s zone becomes a single point of failure.',
  fix: 'Give each zone that has much traffic a gateway of its own, or use a regional NAT gateway.',
  links: ['https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html'],
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (row.availability_mode === 'regional' || row.subnet_id === '') return skip('a regional gateway');
    const subnets = ctx.lookup('ec2_subnets');
    const zone = subnets.where('subnet_id', row.subnet_id)[0]?.availability_zone;
    if (!zone) return unknown('its own subnet is not in the list');
    const tables = ctx.lookup('ec2_route_tables');
    const explicit = new Set(tables.where('vpc_id', row.vpc_id).flatMap((t) => t.subnet_ids));
    const using = tables
      .where('nat_gateway_ids', row.nat_gateway_id)
      .filter((t) => !isPublic(t))
      .flatMap((t) => [
        ...t.subnet_ids,
        ...(t.main
          ? subnets.where('vpc_id', t.vpc_id).flatMap((s) => (explicit.has(s.subnet_id) ? [] : [s.subnet_id]))
          : []),
      ]);
    const far = [...new Set(using)].sort().flatMap((id) => {
      const other = subnets.where('subnet_id', id)[0]?.availability_zone;
      return other !== undefined && other !== zone ? [`${id} (${other})`] : [];
    });
    if (far.length === 0) return pass;
    const sample = far.slice(0, 5).join(', ');
    return fail({
      message: 'cross',
      values: {
        id: row.nat_gateway_id,
        zone,
        count: far.length,
        subnets: sample + (far.length > 5 ? ' …' : ''),
      },
      confidence: 85,
      dimensions: { vpc_id: row.vpc_id, nat_az: zone, sample_subnets: sample },
    });
  },
});
