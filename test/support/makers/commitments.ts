/** Rows of commitments, and of what Cost Explorer says of 30 days. */
import { daysAgo, maker } from '../makers.ts';

const PLAN = 'arn:aws:savingsplans::111122223333:savingsplan/plan-0a';

/** Two m5.large of Linux, regional, that run for another 100 days. */
export const reservation = maker('commitments_ec2_reserved_instances', {
  reserved_instances_id: 'ri-0a',
  instance_type: 'm5.large',
  instance_count: 2,
  product_description: 'Linux/UNIX',
  tenancy: 'default',
  scope: 'Region',
  offering_class: 'standard',
  state: 'active',
  starts_at: daysAgo(265),
  ends_at: daysAgo(-100),
});
/** One dollar an hour of Compute for another 100 days. */
export const savingsPlan = maker('savings_plans', {
  savings_plan_id: 'plan-0a',
  arn: PLAN,
  service_code: 'ComputeSavingsPlans',
  plan_type: 'Compute',
  state: 'active',
  hourly_commitment: '1',
  starts_at: daysAgo(265),
  ends_at: daysAgo(-100),
});
/** $72 in 30 days, of which $36 went unused. */
export const reservationUse = maker('ce_reservation_utilization', {
  reservation_id: 'ri-0a',
  instance_type: 'm5.large',
  instance_count: '2',
  platform: 'Linux/UNIX',
  usage_region: 'eu-west-1',
  starts_at: daysAgo(265),
  ends_at: daysAgo(-100),
  utilization_percent: 50,
  amortized_cost: '72',
  unused_cost: '36',
  net_savings: '7.2',
});
/** Three instances all along, one of them reserved. */
export const classCover = maker('ce_reservation_coverage', {
  class_id: 'eu-west-1:m5.large:Linux/UNIX:Shared',
  usage_region: 'eu-west-1',
  instance_type: 'm5.large',
  platform: 'Linux/UNIX',
  tenancy: 'Shared',
  total_hours: 2160,
  on_demand_hours: 1440,
  on_demand_cost: '144',
});
/** $720 in 30 days, of which $360 went unused. */
export const planUse = maker('ce_savings_plans_utilization', {
  arn: PLAN,
  utilization_percent: 50,
  total_commitment: '720',
  unused_commitment: '360',
  net_savings: '72',
});
export const planCover = maker('ce_savings_plans_coverage', {
  service_name: 'Amazon Elastic Compute Cloud - Compute',
  instance_family: 'm5',
  usage_region: 'eu-west-1',
  covered_spend: '0',
  on_demand_cost: '144',
});
/** Half of some spend. */
export const planCoverTotal = maker('ce_savings_plans_coverage_totals', {
  portfolio_id: 'compute-savings-plans',
  covered_spend: '360',
  on_demand_cost: '360',
  largest: 'Amazon Elastic Compute Cloud - Compute m5 eu-west-1',
});
