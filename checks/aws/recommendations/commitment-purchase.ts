import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { Big } from '../../../contracts/money.ts';
import { ageDays } from '../_lib/time.ts';

/** What is bought, in words. */
const WORDS: Readonly<Record<string, string>> = {
  ComputeSavingsPlans: 'Compute Savings Plans',
  Ec2InstanceSavingsPlans: 'EC2 Instance Savings Plans',
  SageMakerSavingsPlans: 'SageMaker Savings Plans',
  DatabaseSavingsPlans: 'Database Savings Plans',
  Ec2ReservedInstances: 'reserved instances of EC2',
  RdsReservedInstances: 'reserved instances of RDS',
  ElastiCacheReservedInstances: 'reserved nodes of ElastiCache',
  MemoryDbReservedInstances: 'reserved nodes of MemoryDB',
  OpenSearchReservedInstances: 'reserved instances of OpenSearch',
  RedshiftReservedInstances: 'reserved nodes of Redshift',
  DynamoDbReservedCapacity: 'reserved capacity of DynamoDB',
};
/** Types of Savings Plans by what Cost Optimization Hub calls them. */
const PLAN_TYPES: Readonly<Record<string, string>> = {
  ComputeSavingsPlans: 'Compute',
  Ec2InstanceSavingsPlans: 'EC2Instance',
  SageMakerSavingsPlans: 'SageMaker',
  DatabaseSavingsPlans: 'Database',
};

export default defineCheck({
  id: 'aws.recommendations.commitment.purchase',
  title: 'Cost Optimization Hub advises a commitment',
  kind: 'commitment',
  category: 'commitment',
  severity: { level: 'medium', score: 420 },
  table: 'coh_commitment_purchases',
  optionalLookups: ['savings_plans'],
  options: z.object({
    minimumMonthlySavings: z
      .number()
      .min(0)
      .default(20)
      .describe('US dollars a month that make it worth telling'),
    minimumLookbackDays: z.number().min(0).max(60).default(7).describe('Days that AWS must have looked at'),
    maximumAgeDays: z.int().min(1).max(90).default(7).describe('Days after which daily advice is stale'),
  }),
  messages: {
    buy: 'Cost Optimization Hub advises to buy {what}[ in {where}] ({count} recommended)[, which would save {savings} a month].',
  },
  why: 'Usage that is there every hour costs up to two thirds less under a commitment.',
  fix: 'First carry out what makes resources smaller or fewer, then commit to what is left.',
  links: ['https://docs.aws.amazon.com/cost-management/latest/userguide/coh-optimization-strategies.html'],
  evaluate(row, ctx) {
    const { minimumMonthlySavings, minimumLookbackDays, maximumAgeDays } = ctx.options;
    const savings = row.monthly_savings === null ? undefined : new Big(row.monthly_savings);
    if (savings && (savings.lte(0) || savings.lt(minimumMonthlySavings))) return pass;
    const age = ageDays(row.refreshed_at, ctx.asOf);
    if (age === undefined || age > maximumAgeDays)
      return unknown(`AWS has not renewed its advice within ${maximumAgeDays} days`);
    if (row.lookback_days !== null && row.lookback_days < minimumLookbackDays)
      return unknown(`AWS looked at less than the ${minimumLookbackDays} days that are needed`);
    // bought since, or about to begin: the advice does not know of it
    const refreshed = Date.parse(row.refreshed_at ?? '');
    const isNew = (start: string | null): boolean => start === null || Date.parse(start) >= refreshed;
    const plans =
      ctx.optionalLookup('savings_plans')?.where('plan_type', PLAN_TYPES[row.aws_type] ?? '') ?? [];
    if (
      plans.some(
        (p) =>
          (p.plan_region === '' || row.purchase_region === '' || p.plan_region === row.purchase_region) &&
          (p.state !== 'active' || isNew(p.starts_at)),
      )
    )
      return unknown('a plan of this kind was bought since AWS looked');
    return fail({
      message: 'buy',
      values: {
        what: WORDS[row.aws_type] ?? row.aws_type,
        where:
          row.purchase_region === '' || row.purchase_region === 'global' ? undefined : row.purchase_region,
        count: row.purchases,
        savings,
      },
      confidence: savings ? 70 : 50,
      notes:
        'not in the totals: the same On-Demand spend may be saved by smaller or fewer resources, which goes first',
      dimensions: { commitment: row.aws_type, purchase_region: row.purchase_region, largest: row.largest },
      metrics: savings ? { monthly_savings: savings } : {},
    });
  },
});
