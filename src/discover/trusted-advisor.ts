/** Trusted Advisor's checks on cost as inventory rows, each resource under the id by which its own table knows it. */
import {
  ListRecommendationResourcesCommand,
  ListRecommendationsCommand,
} from '@aws-sdk/client-trustedadvisor';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/trusted-advisor.ts';
import type { Collectors } from './collector.ts';
import { decimalOrNull } from './cost-explorer.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, text } from './read.ts';
import { type Advised, byResource, isOfIam } from './recommendations.ts';

const next = (page: { nextToken?: string | undefined }): string | undefined => page.nextToken;
const maxResults = 200;

/**
 * Resources by the check that speaks of them, as their own tables and the claims of their checks name them. Source: AWS
 * Support User Guide, "Cost optimization" checks.
 */
const KINDS: Readonly<Record<string, readonly [service: string, type: string, part: string]>> = {
  Qch7DwouX1: ['AmazonEC2', 'instance', 'compute'],
  DAvU99Dc4C: ['AmazonEC2', 'ebs_volume', 'storage'],
  hjLMh88uM8: ['AWSELB', 'classic_load_balancer', 'hours'],
  Ti39halfu8: ['AmazonRDS', 'db_instance', 'compute'],
  G31sQ1E9U: ['AmazonRedshift', 'redshift_cluster', 'compute'],
  c2vlfg022t: ['AmazonEC2', 'nat_gateway', 'hours'],
};
/** Services whose advice it passes on, which is read from themselves. */
const PASSED_ON: ReadonlySet<string> = new Set([
  'cost_optimization_hub',
  'compute_optimizer',
  'cost_explorer',
]);
/** Ids of the checks that Cost Optimization Hub feeds. */
const OF_HUB = /^c1z7kmr/;

/** `arn:aws:trustedadvisor:::check/Qch7DwouX1` → `Qch7DwouX1` */
const checkIdOf = (arn: string | undefined): string => text(arn?.split('/').at(-1));

/** `arn:aws:ec2:…:instance/i-0a` → `i-0a`, and anything else as it is. */
const plainId = (id: string): string => (id.startsWith('arn:') ? text(id.split(/[:/]/).at(-1)) : id);

/** `$1,234.50` under a key such as `Estimated Monthly Savings (On Demand)`. */
function savingsOf(metadata: Readonly<Record<string, string>> | undefined): string | null {
  const found = Object.entries(metadata ?? {}).find(([key]) =>
    key
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .startsWith('estimatedmonthlysavings'),
  );
  const value = found?.[1].trim() ?? '';
  return /^\$?\d[\d,]*(\.\d+)?$/.test(value) ? decimalOrNull(value.replace(/[$,]/g, '')) : null;
}

const later = (a: string | null, b: string | null): string | null => ((a ?? '') > (b ?? '') ? a : b);

/** Without a support plan the API refuses, whatever IAM allows. */
function noPlan(failure: AwsFailure): AwsFailure {
  return new AwsFailure({
    kind: 'disabled',
    action: failure.action,
    code: failure.code,
    message:
      'The account has no support plan that opens the Trusted Advisor API: it takes Business Support+, Enterprise Support or a plan above.',
    cause: failure,
  });
}

export const collectors: Collectors<keyof typeof tables> = {
  async *trusted_advisor_recommendations(r) {
    const ask = (nextToken: string | undefined) =>
      r.send(
        'trustedadvisor',
        new ListRecommendationsCommand({ pillar: 'cost_optimizing', maxResults, nextToken }),
      );
    try {
      for await (const page of pages(ask, next))
        yield (page.recommendationSummaries ?? []).flatMap((s) => {
          const check_id = checkIdOf(s.checkArn);
          const isOpen =
            (s.status === 'warning' || s.status === 'error') &&
            s.lifecycleStage !== 'dismissed' &&
            s.lifecycleStage !== 'resolved';
          return s.arn && isOpen && !PASSED_ON.has(text(s.source)) && !OF_HUB.test(check_id)
            ? [
                {
                  ...scopeOf(r),
                  recommendation_arn: s.arn,
                  check_id,
                  title: text(s.name),
                  aws_service: text(s.awsServices?.[0]),
                  updated_at: instantOrNull(s.lastUpdatedAt),
                },
              ]
            : [];
        });
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind !== 'denied' || isOfIam(error)) throw error;
      throw noPlan(error);
    }
  },

  async *trusted_advisor_resource_list(r) {
    const failures: AwsFailure[] = [];
    for (const c of r.rows('trusted_advisor_recommendations')) {
      const ask = (nextToken: string | undefined) =>
        r.send(
          'trustedadvisor',
          new ListRecommendationResourcesCommand({
            recommendationIdentifier: c.recommendation_arn,
            maxResults,
            nextToken,
          }),
        );
      try {
        for await (const page of pages(ask, next))
          yield (page.recommendationResourceSummaries ?? []).flatMap((s) =>
            s.awsResourceId &&
            s.exclusionStatus !== 'excluded' &&
            (s.status === 'warning' || s.status === 'error')
              ? [
                  {
                    ...scopeOf(r),
                    check_id: c.check_id,
                    title: c.title,
                    aws_service: c.aws_service,
                    resource_region: text(s.regionCode),
                    aws_resource_id: s.awsResourceId,
                    monthly_savings: savingsOf(s.metadata),
                    updated_at: later(instantOrNull(s.lastUpdatedAt), c.updated_at),
                  },
                ]
              : [],
          );
      } catch (error) {
        if (!(error instanceof AwsFailure)) throw error;
        failures.push(error);
      }
    }
    if (failures[0]) throw failures[0];
  },

  async *trusted_advisor_resources(r) {
    const own = r.rows('trusted_advisor_resource_list').filter((i) => i.resource_region === r.region);
    yield byResource(
      r,
      own.map((i): Advised => {
        const [service, type, part] = KINDS[i.check_id] ?? [i.aws_service, 'resource', ''];
        return {
          about: {
            service_code: service,
            resource_type: type,
            resource_id: plainId(i.aws_resource_id),
            resource_arn: i.aws_resource_id.startsWith('arn:') ? i.aws_resource_id : '',
            aws_type: i.check_id,
          },
          advice: {
            action: i.title,
            part,
            finding: '',
            current: '',
            recommended: '',
            monthly_savings: i.monthly_savings,
            after_discounts: false,
            lookback_days: null,
            refreshed_at: i.updated_at,
            performance_risk: null,
          },
          tags: {},
        };
      }),
    );
  },
};
