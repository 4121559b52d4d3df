/** Inventory of AWS's own recommendations, by the resource that they are about. */
import {
  amount,
  bool,
  double,
  int32,
  list,
  map,
  nullable,
  type RowOf,
  struct,
  text,
  timestamp,
} from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const HUB = 'cost-optimization-hub';
const tags = map(text('tag value'), 'Tags of the resource, as the recommendation has them');

/** One piece of advice. */
const advice = {
  action: text('Rightsize | Stop | Delete | ScaleIn | Upgrade | MigrateToGraviton | …'),
  part: text('Billed part that it is about, as checks claim it; empty where no other check speaks of it'),
  finding: text('Finding of Compute Optimizer, e.g. Overprovisioned; empty elsewhere'),
  current: text('What there is, e.g. m5.xlarge'),
  recommended: text('What to have in its place, empty for nothing'),
  monthly_savings: nullable(amount('US dollars a month, as AWS estimates; null in another currency')),
  after_discounts: nullable(bool('Whether discounts are taken off; null where a preference decides')),
  lookback_days: nullable(double('Days that AWS looked at; null where it does not say')),
  refreshed_at: nullable(timestamp('When AWS made it')),
  performance_risk: nullable(double('0 for none to 4 for very high; null where AWS does not say')),
} as const;

/** The resource that advice is about, by the same words as the table of its own service. */
const about = {
  service_code: text('e.g. AmazonEC2'),
  resource_type: text('e.g. instance, ebs_volume, db_instance'),
  resource_id: text('Its id in its own table'),
  resource_arn: text('ARN'),
  aws_type: text('The word of AWS, e.g. Ec2Instance'),
} as const;

/** What a table of advised resources has in common with the others. */
export const advisedResource = {
  service: { column: 'service_code' },
  type: { column: 'resource_type' },
  idColumn: 'resource_id',
  arn: (r: { resource_arn: string }) => r.resource_arn,
} as const;

export const advisedColumns = {
  ...about,
  advice: list(struct(advice, 'One piece of advice'), 'What AWS advises'),
  tags,
} as const;

const hubList = inventoryTable({
  name: 'coh_recommendation_list',
  comment:
    'Recommendations of Cost Optimization Hub on the account; of those that exclude each other the best (ListRecommendations)',
  service: HUB,
  iamActions: [`${HUB}:ListRecommendations`, `${HUB}:ListEnrollmentStatuses`],
  reach: 'account',
  sortBy: ['recommendation_id'],
  columns: {
    recommendation_id: text('recommendationId: another one every day'),
    resource_region: text('Region of the resource or of the purchase'),
    ...about,
    ...advice,
    tags,
  },
});

const hub = inventoryTable({
  name: 'coh_recommendations',
  comment: 'The same by resource',
  service: HUB,
  iamActions: [],
  after: ['coh_recommendation_list'],
  sortBy: ['service_code', 'resource_type', 'resource_id'],
  resource: advisedResource,
  columns: advisedColumns,
});

const purchases = inventoryTable({
  name: 'coh_commitment_purchases',
  comment: 'Savings Plans and reservations that Cost Optimization Hub advises to buy, by kind and region',
  service: HUB,
  iamActions: [],
  after: ['coh_recommendation_list'],
  reach: 'account',
  sortBy: ['purchase_id'],
  resource: {
    service: { column: 'service_code' },
    type: 'commitment_purchase',
    idColumn: 'purchase_id',
    arn: () => '',
  },
  columns: {
    purchase_id: text('<kind>:<region>'),
    service_code: text('e.g. ComputeSavingsPlans, AmazonRDS'),
    aws_type: text('e.g. ComputeSavingsPlans, RdsReservedInstances'),
    purchase_region: text('Region of what is covered, empty where there is none'),
    purchases: int32('Recommendations'),
    largest: text('The one that saves most, in words of AWS'),
    monthly_savings: nullable(
      amount('Of all, US dollars a month as AWS estimates; null in another currency'),
    ),
    lookback_days: nullable(double('The fewest days that AWS looked at')),
    refreshed_at: nullable(timestamp('When AWS made the oldest of them')),
  },
});

const optimizer = inventoryTable({
  name: 'compute_optimizer_recommendations',
  comment: 'Findings of Compute Optimizer by resource, each with the option that it ranks first',
  service: 'compute-optimizer',
  iamActions: [
    'compute-optimizer:GetAutoScalingGroupRecommendations',
    'compute-optimizer:GetEBSVolumeRecommendations',
    'compute-optimizer:GetEC2InstanceRecommendations',
    'compute-optimizer:GetECSServiceRecommendations',
    'compute-optimizer:GetIdleRecommendations',
    'compute-optimizer:GetLambdaFunctionRecommendations',
    'compute-optimizer:GetRDSDatabaseRecommendations',
  ],
  sortBy: ['service_code', 'resource_type', 'resource_id'],
  resource: advisedResource,
  columns: advisedColumns,
});

export type AdvisedResource = RowOf<typeof hub>;
export type Advice = AdvisedResource['advice'][number];

export const metrics = {} as const;

export const tables = {
  coh_recommendation_list: hubList,
  coh_recommendations: hub,
  coh_commitment_purchases: purchases,
  compute_optimizer_recommendations: optimizer,
} as const;
