/** Who else decides about the size of an Auto Scaling group. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';

type Group = Pick<Row<'autoscaling_groups'>, 'operator' | 'tags'>;

/** Tags by which the services and programs that set a group's size mark it. */
const MANAGERS: readonly (readonly [RegExp, string])[] = [
  [/^eks:nodegroup-name$/, 'Amazon EKS'],
  [/^AmazonECSManaged$/, 'Amazon ECS'],
  [/^elasticbeanstalk:environment-(id|name)$/, 'AWS Elastic Beanstalk'],
  [/^(k8s\.io\/cluster-autoscaler\/|kubernetes\.io\/cluster\/|karpenter\.sh\/)/, 'Kubernetes'],
  [/^aws:batch:compute-environment/, 'AWS Batch'],
  [/^spotinst:/, 'Spot by NetApp'],
];

/** Undefined where only its own limits, policies and schedules count. */
export function managerOf(group: Group): string | undefined {
  if (group.operator !== '') return group.operator;
  for (const key of Object.keys(group.tags)) {
    const known = MANAGERS.find(([pattern]) => pattern.test(key));
    if (known) return known[1];
  }
  return undefined;
}

const NAMES = 20;
const joined = (names: readonly string[]): string => names.slice(0, NAMES).join(',');

export const groupDimensions = (row: Row<'autoscaling_groups'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries({
      target_group_arns: joined(row.target_group_arns),
      load_balancer_names: joined(row.load_balancer_names),
      instance_ids: joined(row.instance_ids),
    }).filter(([, v]) => v !== ''),
  );
