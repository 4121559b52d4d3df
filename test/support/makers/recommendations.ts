/** Rows of AWS's own recommendations. */
import type { Advice } from '../../../contracts/inventory/recommendations.ts';
import { daysAgo, maker } from '../makers.ts';

/** Of Cost Optimization Hub: m5.xlarge to m5.large, $70.08 a month, made yesterday of 14 days. */
export const advice = (over: Partial<Advice> = {}): Advice => ({
  action: 'Rightsize',
  part: 'compute',
  finding: '',
  current: 'm5.xlarge',
  recommended: 'm5.large',
  monthly_savings: '70.08',
  after_discounts: null,
  lookback_days: 14,
  refreshed_at: daysAgo(1),
  performance_risk: null,
  ...over,
});
/** The same of Compute Optimizer, after discounts. */
export const finding = (over: Partial<Advice> = {}): Advice =>
  advice({ finding: 'Overprovisioned', after_discounts: true, performance_risk: 1, ...over });

const INSTANCE = {
  service_code: 'AmazonEC2',
  resource_type: 'instance',
  resource_id: 'i-0a',
  resource_arn: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0a',
  aws_type: 'Ec2Instance',
};
export const VOLUME = {
  service_code: 'AmazonEC2',
  resource_type: 'ebs_volume',
  resource_id: 'vol-0a',
  resource_arn: 'arn:aws:ec2:eu-west-1:111122223333:volume/vol-0a',
  aws_type: 'EbsVolume',
};
export const DATABASE = {
  service_code: 'AmazonRDS',
  resource_type: 'db_instance',
  resource_id: 'orders',
  resource_arn: 'arn:aws:rds:eu-west-1:111122223333:db:orders',
  aws_type: 'RdsDbInstance',
};
export const ofHub = maker('coh_recommendations', { ...INSTANCE, advice: [advice()] });
export const ofOptimizer = maker('compute_optimizer_recommendations', { ...INSTANCE, advice: [finding()] });

/** One plan, $120 a month, made yesterday of 30 days. */
export const purchase = maker('coh_commitment_purchases', {
  purchase_id: 'ComputeSavingsPlans:',
  service_code: 'ComputeSavingsPlans',
  aws_type: 'ComputeSavingsPlans',
  purchases: 1,
  largest: '$0.50/hour, 1 year, no upfront',
  monthly_savings: '120',
  lookback_days: 30,
  refreshed_at: daysAgo(1),
});
/** Of Trusted Advisor's check on instances that are hardly used, $140.16 a month. */
export const raised = (over: Partial<Advice> = {}): Advice =>
  advice({
    action: 'Low Utilization Amazon EC2 Instances',
    current: '',
    recommended: '',
    monthly_savings: '140.16',
    after_discounts: false,
    lookback_days: null,
    ...over,
  });
export const ofAdvisor = maker('trusted_advisor_resources', {
  ...INSTANCE,
  resource_arn: '',
  aws_type: 'Qch7DwouX1',
  advice: [raised()],
});
