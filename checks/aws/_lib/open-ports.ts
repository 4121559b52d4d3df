/** Which of some TCP ports a security group opens to the whole internet. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

/** `-1` is all protocols, 6 is TCP. */
const TCP = new Set(['-1', 'tcp', '6']);
const isWorld = (cidr: string): boolean => /\/0+$/.test(cidr);

export function openToWorld(
  group: Pick<Row<'ec2_security_groups'>, 'ingress'>,
  ports: readonly number[],
): number[] {
  return ports.filter((port) =>
    group.ingress.some((rule) => {
      if (!TCP.has(rule.protocol) || !rule.cidrs.some(isWorld)) return false;
      if (rule.protocol === '-1' || rule.from_port === null || rule.to_port === null) return true;
      return rule.from_port <= port && port <= rule.to_port;
    }),
  );
}
