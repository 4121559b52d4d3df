/** Reservations, Savings Plans, and Cost Explorer's answers about them, as inventory rows. */
import {
  type Expression,
  GetReservationCoverageCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansUtilizationDetailsCommand,
} from '@aws-sdk/client-cost-explorer';
import { DescribeReservedInstancesCommand } from '@aws-sdk/client-ec2';
import { DescribeSavingsPlansCommand } from '@aws-sdk/client-savingsplans';
import { COMMITMENT_DAYS, type tables } from '../../contracts/inventory/commitments.ts';
import { Big } from '../../contracts/money.ts';
import type { Collectors, Reading } from './collector.ts';
import { attributeOf, costPages, decimalOrNull, numberOrNull } from './cost-explorer.ts';
import { wholeDays } from './metric-window.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, tagsOf, text, whole } from './read.ts';

const instant = (v: string | undefined): string | null => (v ? instantOrNull(new Date(v)) : null);

/**
 * Whole days up to the day before yesterday: yesterday's are not all billed yet, and of Savings Plans the API takes no later
 * end. Source: Cost Explorer API Reference, GetSavingsPlansCoverage.
 */
function period(r: Reading): { Start: string; End: string } {
  const { end } = wholeDays(r.asOf, 0);
  const day = (t: number): string => new Date(t).toISOString().slice(0, 10);
  const last = end - 86_400_000;
  return { Start: day(last - COMMITMENT_DAYS * 86_400_000), End: day(last) };
}
const by = (...keys: readonly string[]) => keys.map((Key) => ({ Type: 'DIMENSION', Key }) as const);
/** The account's own usage, where it pays for others too. */
const own = (r: Reading): Expression => ({ Dimensions: { Key: 'LINKED_ACCOUNT', Values: [r.accountId] } });
const MaxResults = 100;

const LIVING = new Set(['active', 'payment-pending', 'queued']);
/** Nodes of RDS, ElastiCache, Redshift and OpenSearch. */
const NOT_EC2 = /^(db|cache|dc\d|ds\d|ra\d)\.|\.search$/;
const SERVICE_CODES: Readonly<Record<string, string>> = {
  SageMaker: 'MachineLearningSavingsPlans',
  Database: 'DatabaseSavingsPlans',
};
/** Services whose usage a Compute Savings Plan covers, as Cost Explorer writes them. */
const COMPUTE = /Elastic Compute Cloud|Lambda|Fargate|Container Service|Kubernetes/i;

export const collectors: Collectors<keyof typeof tables> = {
  async *commitments_ec2_reserved_instances(r) {
    // not a listing of pages, and its filter by state does not know of queued ones
    const answer = await r.send('ec2', new DescribeReservedInstancesCommand({}));
    yield (answer.ReservedInstances ?? []).flatMap((i) =>
      i.ReservedInstancesId && LIVING.has(text(i.State))
        ? [
            {
              ...scopeOf(r),
              reserved_instances_id: i.ReservedInstancesId,
              instance_type: text(i.InstanceType),
              instance_count: whole(i.InstanceCount),
              product_description: text(i.ProductDescription),
              tenancy: text(i.InstanceTenancy),
              scope: text(i.Scope),
              availability_zone: text(i.AvailabilityZone),
              offering_class: text(i.OfferingClass),
              state: text(i.State),
              starts_at: instantOrNull(i.Start),
              ends_at: instantOrNull(i.End),
              tags: tagsOf(i.Tags),
            },
          ]
        : [],
    );
  },

  async *savings_plans(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'savingsplans',
        new DescribeSavingsPlansCommand({
          states: ['active', 'payment-pending', 'queued'],
          maxResults: 1000,
          nextToken,
        }),
      );
    for await (const page of pages(ask, (p) => p.nextToken))
      yield (page.savingsPlans ?? []).flatMap((p) =>
        p.savingsPlanId
          ? [
              {
                ...scopeOf(r),
                savings_plan_id: p.savingsPlanId,
                arn: text(p.savingsPlanArn),
                service_code: SERVICE_CODES[text(p.savingsPlanType)] ?? 'ComputeSavingsPlans',
                plan_type: text(p.savingsPlanType),
                plan_region: text(p.region),
                instance_family: text(p.ec2InstanceFamily),
                state: text(p.state),
                hourly_commitment: decimalOrNull(p.commitment),
                starts_at: instant(p.start),
                ends_at: instant(p.end),
                tags: { ...p.tags },
              },
            ]
          : [],
      );
  },

  /** Of EC2, which is what the API answers without a filter. Not filtered by account: others' use of a reservation counts. */
  async *ce_reservation_utilization(r) {
    const ask = (NextPageToken: string | undefined) =>
      r.send(
        'ce',
        new GetReservationUtilizationCommand({
          TimePeriod: period(r),
          GroupBy: by('SUBSCRIPTION_ID'),
          NextPageToken,
        }),
      );
    for await (const page of costPages(ask, (p) => p.NextPageToken))
      yield (page.UtilizationsByTime ?? [])
        .flatMap((t) => t.Groups ?? [])
        .flatMap((g) => {
          const of = (name: string): string => attributeOf(g.Attributes, name);
          const reservation_id = of('leaseId') || text(g.Value);
          const owner = of('accountId');
          if (reservation_id === '' || (owner !== '' && owner !== r.accountId)) return [];
          return [
            {
              ...scopeOf(r),
              reservation_id,
              instance_type: of('instanceType'),
              instance_count: of('numberOfInstances'),
              platform: of('platform'),
              usage_region: of('region'),
              starts_at: instant(of('startDateTime')),
              ends_at: instant(of('endDateTime')),
              utilization_percent: numberOrNull(g.Utilization?.UtilizationPercentage),
              utilization_percent_in_units: numberOrNull(g.Utilization?.UtilizationPercentageInUnits),
              amortized_cost: decimalOrNull(g.Utilization?.TotalAmortizedFee),
              unused_cost: decimalOrNull(g.Utilization?.RICostForUnusedHours),
              net_savings: decimalOrNull(g.Utilization?.NetRISavings),
            },
          ];
        });
  },

  async *ce_reservation_coverage(r) {
    const ask = (NextPageToken: string | undefined) =>
      r.send(
        'ce',
        new GetReservationCoverageCommand({
          TimePeriod: period(r),
          GroupBy: by('INSTANCE_TYPE', 'REGION', 'PLATFORM', 'TENANCY'),
          Filter: own(r),
          Metrics: ['Hour', 'Cost'],
          NextPageToken,
        }),
      );
    for await (const page of costPages(ask, (p) => p.NextPageToken))
      yield (page.CoveragesByTime ?? [])
        .flatMap((t) => t.Groups ?? [])
        .flatMap((g) => {
          const of = (name: string): string => attributeOf(g.Attributes, name);
          const [type, place, platform, tenancy] = ['instanceType', 'region', 'platform', 'tenancy'].map(of);
          if (!type || !place || NOT_EC2.test(type)) return [];
          return [
            {
              ...scopeOf(r),
              class_id: [place, type, platform, tenancy].join(':'),
              usage_region: place,
              instance_type: type,
              platform: text(platform),
              tenancy: text(tenancy),
              total_hours: numberOrNull(g.Coverage?.CoverageHours?.TotalRunningHours),
              on_demand_hours: numberOrNull(g.Coverage?.CoverageHours?.OnDemandHours),
              on_demand_cost: decimalOrNull(g.Coverage?.CoverageCost?.OnDemandCost),
            },
          ];
        });
  },

  async *ce_savings_plans_utilization(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'ce',
        new GetSavingsPlansUtilizationDetailsCommand({ TimePeriod: period(r), MaxResults, NextToken }),
      );
    for await (const page of costPages(ask, (p) => p.NextToken))
      yield (page.SavingsPlansUtilizationDetails ?? []).flatMap((d) =>
        d.SavingsPlanArn
          ? [
              {
                ...scopeOf(r),
                arn: d.SavingsPlanArn,
                utilization_percent: numberOrNull(d.Utilization?.UtilizationPercentage),
                total_commitment: decimalOrNull(d.Utilization?.TotalCommitment),
                unused_commitment: decimalOrNull(d.Utilization?.UnusedCommitment),
                net_savings: decimalOrNull(d.Savings?.NetSavings),
              },
            ]
          : [],
      );
  },

  async *ce_savings_plans_coverage(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'ce',
        new GetSavingsPlansCoverageCommand({
          TimePeriod: period(r),
          GroupBy: by('INSTANCE_FAMILY', 'REGION', 'SERVICE'),
          Filter: own(r),
          Metrics: ['SpendCoveredBySavingsPlans'],
          MaxResults,
          NextToken,
        }),
      );
    for await (const page of costPages(ask, (p) => p.NextToken))
      yield (page.SavingsPlansCoverages ?? []).map((c) => {
        const of = (name: string): string => attributeOf(c.Attributes, name);
        return {
          ...scopeOf(r),
          service_name: of('service'),
          instance_family: of('instanceFamily') || of('instanceTypeFamily'),
          usage_region: of('region'),
          covered_spend: decimalOrNull(c.Coverage?.SpendCoveredBySavingsPlans),
          on_demand_cost: decimalOrNull(c.Coverage?.OnDemandCost),
        };
      });
  },

  /** No call of its own. */
  async *ce_savings_plans_coverage_totals(r) {
    const compute = r.rows('ce_savings_plans_coverage').filter((c) => COMPUTE.test(c.service_name));
    if (compute.length === 0) return;
    const total = (column: 'covered_spend' | 'on_demand_cost'): string =>
      decimalOrNull(compute.reduce((a, c) => a.plus(c[column] ?? 0), new Big(0)).toFixed()) ?? '0';
    const [largest] = compute.toSorted((a, b) =>
      new Big(b.on_demand_cost ?? 0).cmp(new Big(a.on_demand_cost ?? 0)),
    );
    yield [
      {
        ...scopeOf(r),
        portfolio_id: 'compute-savings-plans',
        covered_spend: total('covered_spend'),
        on_demand_cost: total('on_demand_cost'),
        largest: largest
          ? [largest.service_name, largest.instance_family, largest.usage_region].filter(Boolean).join(' ')
          : '',
        unreadable: compute.filter((c) => c.covered_spend === null || c.on_demand_cost === null).length,
      },
    ];
  },
};
