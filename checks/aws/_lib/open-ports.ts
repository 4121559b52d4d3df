/** Which of some TCP ports a security group opens to the whole internet. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** `-1` is all protocols, 6 is TCP. */
const TCP = new Set(['-1', 'tcp', '6']);
export interface OpenPort {
  readonly port: number;
  readonly toIpv4: boolean;
  readonly toIpv6: boolean;
}

/** Ports that a rule with a source of prefix length 0 opens, and to which address family. */
export function openToWorld(
  group: Pick<Row<'ec2_security_groups'>, 'ingress'>,
  ports: readonly number[],
): OpenPort[] {
  const rules = group.ingress.flatMap((rule) => {
    const world = TCP.has(rule.protocol) ? rule.cidrs.filter((cidr) => /\/0+$/.test(cidr)) : [];
    return world.length === 0
      ? []
      : [{ rule, toIpv4: world.some((c) => !c.includes(':')), toIpv6: world.some((c) => c.includes(':')) }];
  });
  return ports.flatMap((port) => {
    const open = rules.filter(
      ({ rule }) =>
        rule.protocol === '-1' ||
        rule.from_port === null ||
        rule.to_port === null ||
        (rule.from_port <= port && port <= rule.to_port),
    );
    return open.length === 0
      ? []
      : [{ port, toIpv4: open.some((o) => o.toIpv4), toIpv6: open.some((o) => o.toIpv6) }];
  });
}
