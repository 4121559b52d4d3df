import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { openToWorld } from '../_lib/open-ports.ts';

export default defineCheck({
  id: 'aws.ec2.instances.security.admin.ports.open.world',
  title: 'SSH or RDP of an EC2 instance is open to the world',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 850 },
  table: 'ec2_instances',
  lookups: ['ec2_security_groups'],
  options: z.object({
    ports: z.array(z.int().min(1).max(65_535)).default([22, 3389]).describe('Ports of administration'),
  }),
  messages: {
    reachable: 'Instance {id} has a public address, and {groups} opens port {ports} to the whole internet.',
    unreachable:
      'Instance {id} has no public address that it could be reached at now, but {groups} opens port {ports} to the whole internet.',
  },
  why: 'Open administration ports are scanned within minutes; a leaked key or a weak password is then enough.',
  fix: 'Close the ports and use Session Manager, or allow known ranges only.',
  links: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html'],
  evaluate(row, ctx) {
    if (row.state !== 'running' && row.state !== 'stopped') return skip(`it is ${row.state}`);
    const groupsHere = ctx.lookup('ec2_security_groups');
    const open = row.security_group_ids.flatMap((id) =>
      groupsHere
        .where('group_id', id)
        .flatMap((group) => openToWorld(group, ctx.options.ports))
        .map((o) => ({ id, ...o })),
    );
    if (open.length === 0) {
      const foreign = row.security_group_ids.find((id) => groupsHere.where('group_id', id).length === 0);
      return foreign === undefined ? pass : unknown(`its security group ${foreign} is not this account’s`);
    }
    const ports = [...new Set(open.map((o) => o.port))].sort((a, b) => a - b).join(', ');
    const groups = [...new Set(open.map((o) => o.id))].sort().join(', ');
    const reachable = open.some(
      (o) => (o.toIpv4 && row.public_ip !== '') || (o.toIpv6 && row.ipv6_addresses.length > 0),
    );
    return fail({
      message: reachable ? 'reachable' : 'unreachable',
      values: { id: row.instance_id, groups, ports },
      confidence: 95,
      dimensions: {
        open_ports: ports.replaceAll(' ', ''),
        offending_sg_ids: groups.replaceAll(' ', ''),
        reachable: String(reachable),
      },
      ...(reachable ? {} : { severity: { level: 'medium' as const, score: 500 } }),
    });
  },
});
