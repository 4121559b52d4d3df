/** The IAM actions that every run needs, whatever it checks. */
import type { ServiceId } from '../../contracts/inventory/services.ts';

type IamAction = `${ServiceId}:${string}`;

/** AWS grants sts:GetCallerIdentity to everyone; it is listed so that a policy tells the whole story. */
export const ALWAYS_NEEDED: readonly IamAction[] = [
  'cloudwatch:GetMetricData',
  'ec2:DescribeRegions',
  'pricing:GetProducts',
  'sts:GetCallerIdentity',
];
