/** What the questions about a Classic Load Balancer share. */
import type { Lookup } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { loadBalancerHour } from '../../../prices/aws/elbv2.ts';

type Classic = Row<'elb_load_balancers'>;

export const classicHour = (r: Pick<Classic, 'region'>): PriceRequest =>
  loadBalancerHour(r.region, { type: 'classic' });

const NAMES = 20;
const joined = (names: readonly string[]): string => names.toSorted().slice(0, NAMES).join(',');

/** The instances, and the Auto Scaling groups that register them, as far as they are known. */
export function classicDimensions(
  r: Classic,
  scaling: Lookup<Row<'autoscaling_groups'>> | undefined,
): Record<string, string> {
  const groups = scaling?.where('load_balancer_names', r.load_balancer_name) ?? [];
  const named = {
    scheme: r.scheme,
    vpc_id: r.vpc_id,
    instance_ids: joined(r.instance_ids),
    asg_names: joined(groups.map((g) => g.group_name)),
  };
  return Object.fromEntries(Object.entries(named).filter(([, v]) => v !== ''));
}
