/** Inventory of Amazon OpenSearch Service: only the fields that checks use. */
import { bool, int32, map, type RowOf, text } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const opensearchDomains = inventoryTable({
  name: 'opensearch_domains',
  comment: 'OpenSearch and Elasticsearch domains (ListDomainNames, DescribeDomains)',
  service: 'opensearch',
  iamActions: ['es:ListDomainNames', 'es:DescribeDomains', 'es:ListTags'],
  sortBy: ['domain_name'],
  resource: {
    service: 'AmazonES',
    type: 'opensearch_domain',
    idColumn: 'domain_name',
    arn: (r) => r.arn,
    billed: [
      { part: 'hours', services: ['AmazonES'], usage: 'Instance:' },
      { part: 'storage', services: ['AmazonES'], usage: 'Storage|PIOPS|Throughput' },
    ],
  },
  columns: {
    domain_name: text('DomainName'),
    arn: text('ARN'),
    engine_version: text('e.g. OpenSearch_2.13, Elasticsearch_7.10'),
    instance_type: text('Type of the data nodes, e.g. r6g.large.search'),
    instances: int32('Data nodes'),
    master_type: text('Type of the dedicated master nodes, empty for none'),
    masters: int32('Dedicated master nodes'),
    warm_nodes: int32('UltraWarm nodes'),
    volume_type: text('EBS volume type of the data nodes, empty where they have disks of their own'),
    volume_gib: int32('GiB of EBS of each data node'),
    created: bool('Created: false while it is being made'),
    deleted: bool('It is being deleted'),
    tags: map(text('tag value'), 'Tags with their original keys (ListTags)'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

type Domain = RowOf<typeof opensearchDomains>;
const domain = metricSpec<Domain>();
/** Requests a minute of a data node, zero or not. Source: OpenSearch Service Developer Guide, "Monitoring cluster metrics". */
const daily = {
  table: 'opensearch_domains',
  namespace: 'AWS/ES',
  dimension: 'DomainName',
  column: 'domain_name',
  also: { ClientId: 'account_id' },
  statistic: 'Maximum',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: (r: Domain) => r.created && !r.deleted,
} as const;

export const metrics = {
  opensearch_domain_search_rate_maximum: domain({ ...daily, metric: 'SearchRate' }),
  opensearch_domain_indexing_rate_maximum: domain({ ...daily, metric: 'IndexingRate' }),
} as const;

export const tables = { opensearch_domains: opensearchDomains } as const;
