/** Inventory of CloudFront. */
import { bool, int32, list, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const distributions = inventoryTable({
  name: 'cloudfront_distributions',
  comment: 'Distributions (ListDistributions)',
  service: 'cloudfront',
  reach: 'account',
  iamActions: ['cloudfront:ListDistributions'],
  sortBy: ['distribution_id'],
  resource: {
    service: 'AmazonCloudFront',
    type: 'distribution',
    idColumn: 'distribution_id',
    arn: (r, p) => `arn:${p}:cloudfront::${r.account_id}:distribution/${r.distribution_id}`,
  },
  columns: {
    distribution_id: text('E…'),
    domain_name: text('d….cloudfront.net'),
    aliases: list(text('name'), 'Alternate domain names'),
    enabled: bool('It answers requests'),
    status: text('Deployed | InProgress'),
    modified_at: nullable(timestamp('Last change')),
    price_class: text('PriceClass_100 | PriceClass_200 | PriceClass_All | None'),
    web_acl_id: text('AWS WAF web ACL, empty for none'),
    staging: bool('A staging distribution of a continuous deployment'),
    default_cache_policy_id: text('Cache policy of the default behaviour, empty for legacy settings'),
    default_min_ttl: nullable(int32('Seconds, legacy settings only')),
    default_default_ttl: nullable(int32('Seconds, legacy settings only')),
    default_max_ttl: nullable(int32('Seconds, legacy settings only')),
    cache_policy_ids: list(
      text('id'),
      'Cache policies of the other behaviours; empty text for legacy settings',
    ),
    origins: list(text('domain'), 'Domain names of its origins'),
    function_names: list(text('name'), 'Lambda functions that its behaviours run at the edge'),
  },
});

const distribution = metricSpec<RowOf<typeof distributions>>();

export const metrics = {
  // Published in us-east-1 only, with the second dimension Region=Global, and only for distributions that are requested.
  // Source: CloudFront Developer Guide, "Types of metrics for CloudFront".
  cloudfront_distribution_requests: distribution({
    table: 'cloudfront_distributions',
    namespace: 'AWS/CloudFront',
    metric: 'Requests',
    dimension: 'DistributionId',
    column: 'distribution_id',
    fixed: { Region: 'Global' },
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: true,
    when: (r) => r.enabled,
  }),
} as const;

export const tables = { cloudfront_distributions: distributions } as const;
