/** The IAM actions that every run needs, whatever it checks. */
import type { ServiceId } from '../../contracts/inventory/inventory-table.ts';

type IamAction = `${ServiceId}:${string}`;

/** sts:GetCallerIdentity needs no permission in fact; it is listed because a policy boundary may be read by people. */
export const ALWAYS_NEEDED: readonly IamAction[] = [
  'cloudwatch:GetMetricData',
  'ec2:DescribeRegions',
  'pricing:GetProducts',
  'sts:GetCallerIdentity',
];
