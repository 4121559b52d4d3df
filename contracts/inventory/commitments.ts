/** Inventory of commitments: reservations, Savings Plans, and what Cost Explorer says of their use over 30 days. */
import { amount, double, int32, map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

/** Days that Cost Explorer is asked about. */
export const COMMITMENT_DAYS = 30;

const tags = map(text('tag value'), 'Tags with their original keys');
const usd = (comment: string) => nullable(amount(`${comment}, US dollars in the window`));

const reservedInstances = inventoryTable({
  name: 'commitments_ec2_reserved_instances',
  comment: 'Reservations of EC2 that run or are queued (DescribeReservedInstances)',
  service: 'ec2',
  iamActions: ['ec2:DescribeReservedInstances'],
  sortBy: ['reserved_instances_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'reserved_instances',
    idColumn: 'reserved_instances_id',
    arn: (r, partition) =>
      `arn:${partition}:ec2:${r.region}:${r.account_id}:reserved-instances/${r.reserved_instances_id}`,
  },
  columns: {
    reserved_instances_id: text('ReservedInstancesId'),
    instance_type: text('e.g. m5.large'),
    instance_count: int32('Instances reserved'),
    product_description: text('Platform, e.g. Linux/UNIX'),
    tenancy: text('default | dedicated'),
    scope: text('Region | Availability Zone'),
    availability_zone: text('Zone of a zonal reservation, empty for none'),
    offering_class: text('standard | convertible'),
    state: text('active | payment-pending | queued'),
    starts_at: nullable(timestamp('Start')),
    ends_at: nullable(timestamp('End')),
    tags,
  },
});

const savingsPlans = inventoryTable({
  name: 'savings_plans',
  comment: 'Savings Plans of the account that run or are queued (DescribeSavingsPlans)',
  service: 'savingsplans',
  iamActions: ['savingsplans:DescribeSavingsPlans'],
  reach: 'account',
  sortBy: ['savings_plan_id'],
  resource: {
    service: { column: 'service_code' },
    type: 'savings_plan',
    idColumn: 'savings_plan_id',
    arn: (r) => r.arn,
  },
  columns: {
    savings_plan_id: text('savingsPlanId'),
    arn: text('savingsPlanArn'),
    service_code: text('ComputeSavingsPlans | MachineLearningSavingsPlans | DatabaseSavingsPlans'),
    plan_type: text('Compute | EC2Instance | SageMaker | Database'),
    plan_region: text('Region of an EC2Instance plan, empty for none'),
    instance_family: text('Family of an EC2Instance plan, empty for none'),
    state: text('active | payment-pending | queued'),
    hourly_commitment: nullable(amount('US dollars an hour')),
    starts_at: nullable(timestamp('start')),
    ends_at: nullable(timestamp('end')),
    tags,
  },
});

const reservationUtilization = inventoryTable({
  name: 'ce_reservation_utilization',
  comment: 'Use of each reservation of EC2, by whomever in the organisation (GetReservationUtilization)',
  service: 'ce',
  iamActions: ['ce:GetReservationUtilization'],
  reach: 'account',
  sortBy: ['reservation_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'reserved_instances',
    idColumn: 'reservation_id',
    arn: () => '',
  },
  columns: {
    reservation_id: text('leaseId, or the id of the subscription where there is none'),
    instance_type: text('e.g. m5.large'),
    instance_count: text('numberOfInstances, as Cost Explorer writes it'),
    platform: text('e.g. Linux/UNIX'),
    usage_region: text('Region that is reserved in'),
    starts_at: nullable(timestamp('startDateTime')),
    ends_at: nullable(timestamp('endDateTime')),
    utilization_percent: nullable(double('Used of what was bought, in hours')),
    utilization_percent_in_units: nullable(double('The same in normalised units, where sizes are flexible')),
    amortized_cost: usd('TotalAmortizedFee'),
    unused_cost: usd('RICostForUnusedHours'),
    net_savings: usd('NetRISavings, against On-Demand'),
  },
});

const reservationCoverage = inventoryTable({
  name: 'ce_reservation_coverage',
  comment:
    'Hours of EC2 by type, region, platform and tenancy, reserved and On-Demand (GetReservationCoverage)',
  service: 'ce',
  iamActions: ['ce:GetReservationCoverage'],
  reach: 'account',
  sortBy: ['class_id'],
  resource: {
    service: 'AmazonEC2',
    type: 'reserved_instance_class',
    idColumn: 'class_id',
    arn: () => '',
  },
  columns: {
    class_id: text('<region>:<type>:<platform>:<tenancy>'),
    usage_region: text('Region of the usage'),
    instance_type: text('e.g. m5.large'),
    platform: text('e.g. Linux/UNIX'),
    tenancy: text('Shared | Dedicated | Host'),
    total_hours: nullable(double('Instance hours')),
    on_demand_hours: nullable(
      double('Instance hours without a reservation; those that Savings Plans cover count'),
    ),
    on_demand_cost: usd('OnDemandCost'),
  },
});

const planUtilization = inventoryTable({
  name: 'ce_savings_plans_utilization',
  comment: 'Use of each Savings Plan, by whomever in the organisation (GetSavingsPlansUtilizationDetails)',
  service: 'ce',
  iamActions: ['ce:GetSavingsPlansUtilizationDetails'],
  reach: 'account',
  sortBy: ['arn'],
  columns: {
    arn: text('SavingsPlanArn'),
    utilization_percent: nullable(double('Used of the commitment')),
    total_commitment: usd('TotalCommitment'),
    unused_commitment: usd('UnusedCommitment'),
    net_savings: usd('NetSavings, against On-Demand'),
  },
});

const planCoverage = inventoryTable({
  name: 'ce_savings_plans_coverage',
  comment: 'Spend that Savings Plans could cover, by service, family and region (GetSavingsPlansCoverage)',
  service: 'ce',
  iamActions: ['ce:GetSavingsPlansCoverage'],
  reach: 'account',
  sortBy: ['service_name', 'instance_family', 'usage_region'],
  columns: {
    service_name: text('As Cost Explorer writes it'),
    instance_family: text('e.g. m5, empty where the service has none'),
    usage_region: text('Region of the usage'),
    covered_spend: usd('SpendCoveredBySavingsPlans'),
    on_demand_cost: usd('OnDemandCost: neither reserved nor covered'),
  },
});

const planCoverageTotals = inventoryTable({
  name: 'ce_savings_plans_coverage_totals',
  comment:
    'The spend on compute that Savings Plans could cover, as a whole (GetSavingsPlansCoverage, added up)',
  service: 'ce',
  iamActions: ['ce:GetSavingsPlansCoverage'],
  after: ['ce_savings_plans_coverage'],
  reach: 'account',
  sortBy: ['portfolio_id'],
  resource: {
    service: 'ComputeSavingsPlans',
    type: 'savings_plan_portfolio',
    idColumn: 'portfolio_id',
    arn: () => '',
  },
  columns: {
    portfolio_id: text('compute-savings-plans: EC2, Fargate and Lambda'),
    covered_spend: usd('SpendCoveredBySavingsPlans'),
    on_demand_cost: usd('OnDemandCost'),
    largest: text('Where most of the On-Demand cost is: <service> <family> <region>'),
    unreadable: int32('Groups whose amounts Cost Explorer did not give'),
  },
});

export const metrics = {} as const;

export const tables = {
  commitments_ec2_reserved_instances: reservedInstances,
  savings_plans: savingsPlans,
  ce_reservation_utilization: reservationUtilization,
  ce_reservation_coverage: reservationCoverage,
  ce_savings_plans_utilization: planUtilization,
  ce_savings_plans_coverage: planCoverage,
  ce_savings_plans_coverage_totals: planCoverageTotals,
} as const;
