/** The finding: what every check and every rule emits, what is stored, compared, reported and exported. */
import {
  date,
  defineTable,
  list,
  map,
  money,
  nullable,
  type RowOf,
  struct,
  text,
  timestamp,
  uint8,
  uint16,
} from './table.ts';

/** Of the stored layout. A store of a newer version is refused with a warning, an older one is read if it still fits. */
export const SCHEMA_VERSION = 2;

export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];
export const CATEGORIES = [
  'rightsizing',
  'idle',
  'commitment',
  'modernisation',
  'storage',
  'licence',
  'governance',
  'anomaly',
] as const;
export type Category = (typeof CATEGORIES)[number];

const words = (what: string) => map(text('value'), what);
const cost = (what: string) => nullable(money(what));

export const findingTable = defineTable({
  name: 'finops_findings',
  comment: 'One row per finding of a run',
  sortBy: ['tenant_id', 'check_id', 'fingerprint'],
  columns: {
    tenant_id: text('Tenant, `default` unless configured'),
    workspace_id: text('Workspace, `default` unless configured'),
    finding_id: text('SHA-256 over tenant, fingerprint and salt'),
    fingerprint: text('SHA-256 over tenant, check, scope and issue key: stable from run to run'),
    run_id: text('Run that wrote this row'),
    run_ts: timestamp('Instant of the run (as of)'),
    ingested_ts: timestamp('Instant at which the row was made'),
    engine_name: text('finops-gate'),
    engine_version: text('Version of the engine'),
    rulepack_version: text('Version of the checks and rules'),
    scope: struct(
      {
        cloud: text('aws'),
        provider_partition: text('aws | aws-us-gov | aws-cn'),
        organization_id: text('Empty when not known'),
        billing_account_id: text('Account that pays; the account itself when not known'),
        account_id: text('12-digit account id'),
        region: text('AWS region code'),
        availability_zone: text('Availability Zone, empty for regional resources'),
        service: text('AWS service code as in billing, e.g. AmazonEC2'),
        resource_type: text('e.g. ebs_volume'),
        resource_id: text('Id inside account and region'),
        resource_arn: text('ARN'),
      },
      'What the finding is about',
    ),
    check_id: text('Check or rule'),
    check_name: text('Title of the check or rule'),
    category: text(
      'rightsizing | idle | commitment | modernisation | storage | licence | governance | anomaly',
    ),
    sub_category: text('Kind of the check: cost | governance | commitment | reliability | correlation'),
    frameworks: list(text('framework'), 'Frameworks that the check belongs to'),
    status: text('pass | fail | info | unknown'),
    severity: struct(
      { level: text('info | low | medium | high | critical'), score: uint16('0 to 1000') },
      'Severity',
    ),
    priority: nullable(uint16('Not set')),
    title: text('One line'),
    message: text('What was seen, with the numbers'),
    advice: text('Same as recommendation'),
    recommendation: text('What to do'),
    remediation: text('How to do it'),
    links: list(struct({ label: text('Label'), url: text('URL') }, 'Link'), 'Documentation'),
    estimated: struct(
      {
        monthly_savings: money('Expected monthly savings at list price'),
        effective_monthly_savings: cost(
          'The same at the rate that the resource is really billed at, and no more than 30 days of it cost; null without billing data',
        ),
        monthly_cost: money('Present monthly cost at list price'),
        one_time_savings: money('One-time savings'),
        confidence: uint8('0 to 100'),
        notes: text('How the amounts came about'),
      },
      'Estimate at list price, USD',
    ),
    actual: struct(
      {
        cost_7d: cost('Billed in the last 7 days'),
        cost_30d: cost('Billed in the last 30 days'),
        cost_mtd: cost('Billed this month'),
        cost_prev_month: cost('Billed in the previous month'),
        savings_7d: cost('Realised in 7 days'),
        savings_30d: cost('Realised in 30 days'),
        model: struct(
          {
            currency: text('Currency'),
            cost_model: text(
              'unblended | amortized | net_unblended | net_amortized, empty when there is no billing data',
            ),
            granularity: text('hourly | daily | monthly'),
            period_start: nullable(date('First day that the bill covers without a gap')),
            period_end: nullable(date('Day after the last whole day that it covers: all windows end here')),
          },
          'How the amounts are meant',
        ),
        attribution: struct(
          {
            method: text('exact_resource_id | component | tag | none'),
            confidence: uint8('0 to 100'),
            matched_keys: list(text('key'), 'Billing keys that matched'),
          },
          'How billing lines were matched',
        ),
      },
      'Actual cost from billing data; null where there is none',
    ),
    lifecycle: struct(
      {
        status: text('open | ignored, empty when nothing is wrong'),
        first_seen_at: nullable(timestamp('First run that reported it, as far as the baseline knows')),
        last_seen_at: nullable(
          timestamp('Last run that observed it; older than run_ts when it was carried forward'),
        ),
        resolved_at: nullable(timestamp('Not set on open findings')),
        snooze_until: nullable(timestamp('End of the exemption that applies')),
      },
      'Lifecycle',
    ),
    tags: words('Tags of the resource with their original keys'),
    labels: words('observation = observed | carried_forward; exemption = why it does not count'),
    dimensions: words('Facts about the resource'),
    metrics: map(money('value'), 'Measured numbers'),
    metadata_json: text('Not used'),
    source: struct(
      {
        source_type: text('scanner | correlation'),
        source_ref: text('Check or rule id'),
        schema_version: uint16('Version of this layout'),
      },
      'Where it comes from',
    ),
    claims: list(
      struct(
        {
          item: text('Billing item: account/region/resource/part'),
          monthly_savings: money('Of this item at list price'),
          effective_monthly_savings: cost(
            'Of this item at the rate that it is really billed at, null without billing data',
          ),
        },
        'One claim',
      ),
      'Billing items that the savings come from; totals take the highest claim per item, so nothing counts twice',
    ),
    source_fingerprints: list(text('fingerprint'), 'Findings that a correlation rule drew on'),
  },
});

/** A finding in storage shape: money as decimal text, instants as ISO 8601. */
export type Finding = RowOf<typeof findingTable>;
