/** What load balancers of every type have in common: their price, their words, and what stands behind them. */
import type { Lookup } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { loadBalancerHour } from '../../../prices/aws/elbv2.ts';

type LoadBalancer = Row<'elbv2_load_balancers'>;
type Kind = 'application' | 'network' | 'gateway';

const WORDS: Readonly<Record<Kind, string>> = {
  application: 'Application Load Balancer',
  network: 'Network Load Balancer',
  gateway: 'Gateway Load Balancer',
};
const isKind = (type: string): type is Kind => type in WORDS;

/** Undefined for a type that is not known: nothing is judged that may work in another way. */
export const kindOf = (r: Pick<LoadBalancer, 'type'>): Kind | undefined =>
  isKind(r.type) ? r.type : undefined;
export const wordsOf = (kind: Kind): string => WORDS[kind];

/** States in which it takes traffic and is billed. Source: ELB API reference, LoadBalancerState. */
export const isActive = (r: Pick<LoadBalancer, 'state'>): boolean => r.state.startsWith('active');

export const hourOf = (r: Pick<LoadBalancer, 'region' | 'type' | 'state'>): PriceRequest[] => {
  const type = kindOf(r);
  return type && isActive(r) ? [loadBalancerHour(r.region, { type })] : [];
};

/** A tag that protects it would not have been seen. */
export const tagsNote = (r: Pick<LoadBalancer, 'tags_unread'>): string =>
  r.tags_unread === '' ? '' : 'its tags could not be read';

const NAMES = 20;
const joined = (names: readonly string[]): string => [...new Set(names)].sort().slice(0, NAMES).join(',');

export const scopeDimensions = (r: LoadBalancer): Record<string, string> => ({
  lb_type: r.type,
  scheme: r.scheme,
  vpc_id: r.vpc_id,
});

/** Target groups, instances and Auto Scaling groups behind it, as far as they are known. */
export function behindDimensions(
  groups: readonly Row<'elbv2_target_groups'>[],
  targets: readonly Row<'elbv2_target_health'>[],
  scaling: Lookup<Row<'autoscaling_groups'>> | undefined,
): Record<string, string> {
  const asgs = groups.flatMap((g) => scaling?.where('target_group_arns', g.target_group_arn) ?? []);
  const named = {
    target_group_arns: joined(groups.map((g) => g.target_group_arn)),
    instance_ids: joined(targets.flatMap((t) => (t.target_id.startsWith('i-') ? [t.target_id] : []))),
    asg_names: joined(asgs.map((a) => a.group_name)),
  };
  return Object.fromEntries(Object.entries(named).filter(([, v]) => v !== ''));
}
