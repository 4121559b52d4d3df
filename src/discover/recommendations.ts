/** AWS's own recommendations as inventory rows, each under the id by which its resource's own table knows it. */
import {
  type EstimatedMonthlySavings,
  GetAutoScalingGroupRecommendationsCommand,
  GetEBSVolumeRecommendationsCommand,
  GetEC2InstanceRecommendationsCommand,
  GetECSServiceRecommendationsCommand,
  GetIdleRecommendationsCommand,
  GetLambdaFunctionRecommendationsCommand,
  GetRDSDatabaseRecommendationsCommand,
  type GetRecommendationError,
} from '@aws-sdk/client-compute-optimizer';
import {
  ListEnrollmentStatusesCommand,
  ListRecommendationsCommand,
} from '@aws-sdk/client-cost-optimization-hub';
import { AwsFailure } from '../../contracts/discover.ts';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { Advice, AdvisedResource, tables } from '../../contracts/inventory/recommendations.ts';
import { Big, sum } from '../../contracts/money.ts';
import type { Collectors, Reading } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, text } from './read.ts';

interface Kind {
  readonly service: string;
  readonly type: string;
  readonly part: string;
}
const kind = (service: string, type: string, part: string): Kind => ({ service, type, part });

/**
 * Resources by the words of AWS in lower case, each as its own table and the claims of its checks name it. Sources: Cost
 * Optimization Hub API, ResourceType; Compute Optimizer API, IdleRecommendation.
 */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['ec2instance', kind('AmazonEC2', 'instance', 'compute')],
  ['ec2autoscalinggroup', kind('AmazonEC2', 'auto_scaling_group', 'compute')],
  ['autoscalinggroup', kind('AmazonEC2', 'auto_scaling_group', 'compute')],
  ['ebsvolume', kind('AmazonEC2', 'ebs_volume', 'storage')],
  ['natgateway', kind('AmazonEC2', 'nat_gateway', 'hours')],
  ['lambdafunction', kind('AWSLambda', 'function', 'compute')],
  ['ecsservice', kind('AmazonECS', 'ecs_service', 'compute')],
  ['rdsdbinstance', kind('AmazonRDS', 'db_instance', 'compute')],
  ['rdsdbinstancestorage', kind('AmazonRDS', 'db_instance', 'storage')],
  ['auroradbclusterstorage', kind('AmazonRDS', 'db_cluster', 'storage')],
  ['elasticachecluster', kind('AmazonElastiCache', 'cache_cluster', 'hours')],
  ['dynamodbtable', kind('AmazonDynamoDB', 'dynamodb_table', 'capacity')],
  ['documentdbcluster', kind('AmazonDocDB', 'docdb_cluster', 'compute')],
  ['memorydbcluster', kind('AmazonMemoryDB', 'memorydb_cluster', 'hours')],
  ['sagemakerendpoint', kind('AmazonSageMaker', 'endpoint', 'hours')],
  ['workspaces', kind('AmazonWorkSpaces', 'workspace', 'hours')],
]);

/** Service codes of what is bought; the kinds that are not named are those of reservations that AWS may add. */
const BOUGHT: Readonly<Record<string, string>> = {
  ComputeSavingsPlans: 'ComputeSavingsPlans',
  Ec2InstanceSavingsPlans: 'ComputeSavingsPlans',
  SageMakerSavingsPlans: 'MachineLearningSavingsPlans',
  DatabaseSavingsPlans: 'DatabaseSavingsPlans',
  Ec2ReservedInstances: 'AmazonEC2',
  RdsReservedInstances: 'AmazonRDS',
  ElastiCacheReservedInstances: 'AmazonElastiCache',
  MemoryDbReservedInstances: 'AmazonMemoryDB',
  OpenSearchReservedInstances: 'AmazonES',
  RedshiftReservedInstances: 'AmazonRedshift',
  DynamoDbReservedCapacity: 'AmazonDynamoDB',
};

/** The id in an ARN: of `db:orders`, `function:pay:$LATEST`, `service/shop/web`, `…:autoScalingGroupName/web`. */
function idOf(arn: string): string {
  const rest = arn.split(':').slice(5).join(':');
  const [, found = ''] =
    /autoScalingGroupName\/(.+)$/.exec(rest) ??
    /^[^/:]+:([^:]+)/.exec(rest) ??
    /^[^/]+\/(.+)$/.exec(rest) ??
    [];
  return found;
}

/** `OpenSearchDomain` → `open_search_domain` */
const snake = (word: string): string => word.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

type About = Pick<
  AdvisedResource,
  'service_code' | 'resource_type' | 'resource_id' | 'resource_arn' | 'aws_type'
>;

/** The resource that a recommendation is about, and its billed part. */
function aboutOf(awsType: string, arn: string, id: string): { about: About; part: string } {
  const known = KINDS.get(awsType.toLowerCase());
  // a replication group's nodes are billed, each by its own id
  const isGroup = /:replicationgroup:/.test(arn);
  return {
    about: {
      service_code: known?.service ?? text(arn.split(':')[2]),
      resource_type: isGroup ? 'cache_replication_group' : (known?.type ?? snake(awsType)),
      resource_id: idOf(arn) || id,
      // a version of a function is of the function, which the bill knows
      resource_arn: known?.type === 'function' ? arn.split(':').slice(0, 7).join(':') : arn,
      aws_type: awsType,
    },
    part: isGroup ? '' : (known?.part ?? ''),
  };
}

const finite = (n: number | undefined): number | null => (n !== undefined && Number.isFinite(n) ? n : null);

/** An amount as decimal text, null when it is missing or in another currency. */
function dollars(value: number | undefined, currency: string | undefined): string | null {
  const n = finite(value);
  return n === null || currency !== 'USD' ? null : new Big(n).round(6).toFixed();
}

export interface Advised {
  readonly about: About;
  readonly advice: Advice;
  readonly tags: Record<string, string>;
}

const aboutKey = (a: About): string => [a.service_code, a.resource_type, a.resource_id].join('\0');

/** One row for each resource, whatever is advised on it. */
export function byResource(r: Reading, advised: readonly Advised[]): AdvisedResource[] {
  return [...Map.groupBy(advised, (a) => aboutKey(a.about)).values()].flatMap((all) => {
    const [first] = all;
    return first
      ? [
          {
            ...scopeOf(r),
            ...first.about,
            advice: all.map((a) => a.advice),
            tags: Object.assign({}, ...all.map((a) => a.tags)) as Record<string, string>,
          },
        ]
      : [];
  });
}

interface LowTag {
  readonly key?: string | undefined;
  readonly value?: string | undefined;
}
const tagsOf = (tags: readonly LowTag[] | undefined): Record<string, string> =>
  Object.fromEntries((tags ?? []).flatMap((t) => (t.key === undefined ? [] : [[t.key, t.value ?? '']])));

const isPurchase = (r: Row<'coh_recommendation_list'>): boolean => r.action.startsWith('Purchase');

const notEnrolled = (cause?: unknown): AwsFailure =>
  new AwsFailure({
    kind: 'disabled',
    action: 'cost-optimization-hub:ListRecommendations',
    code: 'NotEnrolled',
    message:
      'The account is not enrolled in Cost Optimization Hub: opt in, free of charge, under Billing and Cost Management.',
    cause,
  });

async function isEnrolled(r: Reading): Promise<boolean> {
  const answer = await r.send('cost-optimization-hub', new ListEnrollmentStatusesCommand({}));
  const own = answer.items?.find((i) => i.accountId === r.accountId) ?? answer.items?.[0];
  return own?.status === 'Active';
}

/** Whether a refusal has another reason: where the enrolment cannot be read either, its words must tell. */
async function isKnownEnrolled(r: Reading, refusal: AwsFailure): Promise<boolean> {
  try {
    return await isEnrolled(r);
  } catch (error) {
    if (!(error instanceof AwsFailure)) throw error;
    return !/enrol|opt(ed)?[ -]?in/i.test(refusal.message);
  }
}

/** A refusal for want of a permission: IAM says to whom, and for which action. */
export const isOfIam = (failure: AwsFailure): boolean => /not authorized to perform/i.test(failure.message);

interface Option {
  readonly rank?: number | undefined;
  readonly performanceRisk?: number | undefined;
  readonly savingsOpportunity?: Opportunity | undefined;
  readonly savingsOpportunityAfterDiscounts?: Opportunity | undefined;
}
interface Opportunity {
  readonly estimatedMonthlySavings?: EstimatedMonthlySavings | undefined;
}

const topOf = <O extends Option>(options: readonly O[] | undefined): O | undefined =>
  [...(options ?? [])].sort((a, b) => (a.rank ?? 1) - (b.rank ?? 1))[0];

/** What Compute Optimizer says of one part of one resource. */
interface Said {
  readonly type: string;
  readonly arn: string | undefined;
  readonly id?: string | undefined;
  readonly action: string;
  readonly finding: string | undefined;
  readonly current?: string | undefined;
  readonly recommended?: string | undefined;
  readonly option: Option | undefined;
  readonly days: number | undefined;
  readonly at: Date | undefined;
  readonly tags?: readonly LowTag[] | undefined;
}

function adviceOf(s: Said): Advised[] {
  const { about, part } = aboutOf(s.type, text(s.arn), text(s.id));
  const after = s.option?.savingsOpportunityAfterDiscounts?.estimatedMonthlySavings;
  const money = after ?? s.option?.savingsOpportunity?.estimatedMonthlySavings;
  return about.resource_id === ''
    ? []
    : [
        {
          about,
          advice: {
            action: s.action,
            part,
            finding: text(s.finding),
            current: text(s.current),
            recommended: text(s.recommended),
            monthly_savings: dollars(money?.value, money?.currency),
            after_discounts: after !== undefined,
            lookback_days: finite(s.days),
            refreshed_at: instantOrNull(s.at),
            performance_risk: finite(s.option?.performanceRisk),
          },
          tags: tagsOf(s.tags),
        },
      ];
}

const overprovisioned = [{ name: 'Finding' as const, values: ['Overprovisioned'] }];
const notOptimized = [{ name: 'Finding' as const, values: ['NotOptimized'] }];
const next = (page: { nextToken?: string | undefined }): string | undefined => page.nextToken;

interface Answer {
  readonly said: readonly Said[];
  readonly errors?: readonly GetRecommendationError[] | undefined;
}

/** The listings, one for each kind of resource. */
const LISTINGS: readonly ((r: Reading) => AsyncIterable<Answer>)[] = [
  async function* instances(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'compute-optimizer',
        new GetEC2InstanceRecommendationsCommand({ filters: overprovisioned, nextToken }),
      );
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        said: (page.instanceRecommendations ?? []).map((i) => {
          const option = topOf(i.recommendationOptions);
          return {
            type: 'Ec2Instance',
            arn: i.instanceArn,
            action: 'Rightsize',
            finding: i.finding,
            current: i.currentInstanceType,
            recommended: option?.instanceType,
            option,
            days: i.lookBackPeriodInDays,
            at: i.lastRefreshTimestamp,
            tags: i.tags,
          };
        }),
      };
  },
  async function* volumes(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'compute-optimizer',
        new GetEBSVolumeRecommendationsCommand({ filters: notOptimized, nextToken }),
      );
    const shape = (c: { volumeType?: string | undefined; volumeSize?: number | undefined } | undefined) =>
      c?.volumeType ? `${c.volumeType} of ${c.volumeSize ?? '?'} GiB` : '';
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        said: (page.volumeRecommendations ?? []).map((v) => {
          const option = topOf(v.volumeRecommendationOptions);
          return {
            type: 'EbsVolume',
            arn: v.volumeArn,
            action: 'Rightsize',
            finding: v.finding,
            current: shape(v.currentConfiguration),
            recommended: shape(option?.configuration),
            option,
            days: v.lookBackPeriodInDays,
            at: v.lastRefreshTimestamp,
            tags: v.tags,
          };
        }),
      };
  },
  async function* functions(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'compute-optimizer',
        new GetLambdaFunctionRecommendationsCommand({ filters: notOptimized, nextToken }),
      );
    for await (const page of pages(ask, next))
      yield {
        said: (page.lambdaFunctionRecommendations ?? []).map((f) => {
          const option = topOf(f.memorySizeRecommendationOptions);
          const isUnder = f.findingReasonCodes?.includes('MemoryUnderprovisioned') ?? false;
          return {
            type: 'LambdaFunction',
            arn: f.functionArn,
            action: 'Rightsize',
            finding: isUnder ? 'Underprovisioned' : f.finding,
            current: f.currentMemorySize === undefined ? '' : `${f.currentMemorySize} MB`,
            recommended: option?.memorySize === undefined ? '' : `${option.memorySize} MB`,
            option,
            days: f.lookbackPeriodInDays,
            at: f.lastRefreshTimestamp,
            tags: f.tags,
          };
        }),
      };
  },
  async function* services(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'compute-optimizer',
        new GetECSServiceRecommendationsCommand({ filters: overprovisioned, nextToken }),
      );
    const shape = (c: { cpu?: number | undefined; memory?: number | undefined } | undefined) =>
      c?.cpu === undefined || c.memory === undefined ? '' : `${c.cpu} CPU units and ${c.memory} MiB`;
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        // on EC2 the instances are billed, not the tasks
        said: (page.ecsServiceRecommendations ?? [])
          .filter((s) => s.launchType !== 'EC2')
          .map((s) => {
            const option = topOf(s.serviceRecommendationOptions);
            return {
              type: 'EcsService',
              arn: s.serviceArn,
              action: 'Rightsize',
              finding: s.finding,
              current: shape(s.currentServiceConfiguration),
              recommended: shape(option),
              option,
              days: s.lookbackPeriodInDays,
              at: s.lastRefreshTimestamp,
              tags: s.tags,
            };
          }),
      };
  },
  async function* databases(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('compute-optimizer', new GetRDSDatabaseRecommendationsCommand({ nextToken }));
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        said: (page.rdsDBRecommendations ?? []).flatMap((d) => {
          const [option, storage] = [
            topOf(d.instanceRecommendationOptions),
            topOf(d.storageRecommendationOptions),
          ];
          const of = { arn: d.resourceArn, action: 'Rightsize', tags: d.tags };
          const seen = { days: d.lookbackPeriodInDays, at: d.lastRefreshTimestamp };
          const isAurora = d.engine?.startsWith('aurora') ?? false;
          return [
            {
              ...of,
              ...seen,
              type: 'RdsDbInstance',
              finding: d.instanceFinding,
              current: d.currentDBInstanceClass,
              recommended: option?.dbInstanceClass,
              option,
            },
            // storage of Aurora is the cluster's, and told once for each of its instances
            ...(isAurora || d.storageFinding === undefined
              ? []
              : [
                  {
                    ...of,
                    ...seen,
                    type: 'RdsDbInstanceStorage',
                    finding: d.storageFinding,
                    current: d.currentStorageConfiguration?.storageType,
                    recommended: storage?.storageConfiguration?.storageType,
                    option: storage,
                  },
                ]),
          ];
        }),
      };
  },
  async function* groups(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'compute-optimizer',
        new GetAutoScalingGroupRecommendationsCommand({ filters: notOptimized, nextToken }),
      );
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        said: (page.autoScalingGroupRecommendations ?? []).map((g) => {
          const option = topOf(g.recommendationOptions);
          return {
            type: 'Ec2AutoScalingGroup',
            arn: g.autoScalingGroupArn,
            id: g.autoScalingGroupName,
            action: 'Rightsize',
            finding: g.finding,
            current: g.currentConfiguration?.instanceType,
            recommended: option?.configuration?.instanceType,
            option,
            days: g.lookBackPeriodInDays,
            at: g.lastRefreshTimestamp,
          };
        }),
      };
  },
  async function* idle(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('compute-optimizer', new GetIdleRecommendationsCommand({ nextToken }));
    for await (const page of pages(ask, next))
      yield {
        errors: page.errors,
        said: (page.idleRecommendations ?? []).map((i) => ({
          type: text(i.resourceType),
          arn: i.resourceArn,
          id: i.resourceId,
          action:
            i.resourceType === 'AutoScalingGroup' || i.resourceType === 'ECSService' ? 'ScaleIn' : 'Delete',
          finding: i.finding,
          option: i,
          days: i.lookBackPeriodInDays,
          at: i.lastRefreshTimestamp,
          tags: i.tags,
        })),
      };
  },
];

const notRead = (e: GetRecommendationError): AwsFailure =>
  new AwsFailure({
    kind: 'error',
    action: 'compute-optimizer:GetRecommendations',
    code: text(e.code),
    message: `Compute Optimizer could not answer for ${text(e.identifier)}: ${text(e.message)}`,
  });

const notOptedIn = (failure: AwsFailure): AwsFailure =>
  new AwsFailure({
    kind: 'disabled',
    action: failure.action,
    code: failure.code,
    message: 'The account has not opted in to Compute Optimizer: opt in, free of charge, in its console.',
    cause: failure,
  });

export const collectors: Collectors<keyof typeof tables> = {
  async *coh_recommendation_list(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'cost-optimization-hub',
        new ListRecommendationsCommand({
          filter: { accountIds: [r.accountId] },
          includeAllRecommendations: false,
          maxResults: 100,
          nextToken,
        }),
      );
    let found = 0;
    try {
      for await (const page of pages(ask, next)) {
        found += page.items?.length ?? 0;
        yield (page.items ?? []).flatMap((i) => {
          if (!i.recommendationId || (i.accountId !== undefined && i.accountId !== r.accountId)) return [];
          const { about, part } = aboutOf(
            text(i.currentResourceType),
            text(i.resourceArn),
            text(i.resourceId),
          );
          const bought = text(i.recommendedResourceType) || about.aws_type;
          const row = {
            ...scopeOf(r),
            recommendation_id: i.recommendationId,
            resource_region: text(i.region),
            ...about,
            action: text(i.actionType),
            part,
            finding: '',
            current: text(i.currentResourceSummary),
            recommended: text(i.recommendedResourceSummary),
            monthly_savings: dollars(i.estimatedMonthlySavings, i.currencyCode),
            after_discounts: null,
            lookback_days: finite(i.recommendationLookbackPeriodInDays),
            refreshed_at: instantOrNull(i.lastRefreshTimestamp),
            performance_risk: null,
            tags: tagsOf(i.tags),
          };
          return [isPurchase(row) ? { ...row, aws_type: bought, service_code: BOUGHT[bought] ?? '' } : row];
        });
      }
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind !== 'denied' || isOfIam(error)) throw error;
      throw (await isKnownEnrolled(r, error)) ? error : notEnrolled(error);
    }
    // nothing is an answer only where the account is enrolled
    if (found === 0 && !(await isEnrolled(r))) throw notEnrolled();
  },

  async *coh_recommendations(r) {
    const own = r
      .rows('coh_recommendation_list')
      .filter((i) => i.resource_region === r.region && !isPurchase(i) && i.resource_id !== '');
    yield byResource(
      r,
      own.map((i) => ({
        about: {
          service_code: i.service_code,
          resource_type: i.resource_type,
          resource_id: i.resource_id,
          resource_arn: i.resource_arn,
          aws_type: i.aws_type,
        },
        advice: {
          action: i.action,
          part: i.part,
          finding: i.finding,
          current: i.current,
          recommended: i.recommended,
          monthly_savings: i.monthly_savings,
          after_discounts: i.after_discounts,
          lookback_days: i.lookback_days,
          refreshed_at: i.refreshed_at,
          performance_risk: i.performance_risk,
        },
        tags: i.tags,
      })),
    );
  },

  async *coh_commitment_purchases(r) {
    const bought = r.rows('coh_recommendation_list').filter(isPurchase);
    const groups = Map.groupBy(bought, (i) => `${i.aws_type}:${i.resource_region}`);
    yield [...groups].flatMap(([purchase_id, all]) => {
      const worth = (i: Row<'coh_recommendation_list'>): Big => new Big(i.monthly_savings ?? 0);
      const [largest] = [...all].sort((a, b) => worth(b).cmp(worth(a)));
      const days = all.flatMap((i) => (i.lookback_days === null ? [] : [i.lookback_days]));
      const [oldest = null] = all.flatMap((i) => (i.refreshed_at === null ? [] : [i.refreshed_at])).sort();
      return largest
        ? [
            {
              ...scopeOf(r),
              purchase_id,
              service_code: largest.service_code,
              aws_type: largest.aws_type,
              purchase_region: largest.resource_region,
              purchases: all.length,
              largest: largest.recommended,
              monthly_savings: all.some((i) => i.monthly_savings === null)
                ? null
                : sum(all.map(worth)).toFixed(),
              lookback_days: days.length > 0 ? Math.min(...days) : null,
              refreshed_at: oldest,
            },
          ]
        : [];
    });
  },

  async *compute_optimizer_recommendations(r) {
    const advised: Advised[] = [];
    const failures: AwsFailure[] = [];
    for (const listing of LISTINGS) {
      try {
        for await (const { said, errors } of listing(r)) {
          advised.push(...said.flatMap(adviceOf));
          failures.push(...(errors ?? []).map(notRead));
        }
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        if (error.kind === 'disabled') throw notOptedIn(error);
        failures.push(error);
      }
    }
    // a resource may be in more than one listing: rows are made when all are read
    yield byResource(r, advised);
    if (failures[0]) throw failures[0];
  },
};
