/** Rows of OpenSearch Service, whole and valid. */
import { ACCOUNT, maker, REGION } from '../makers.ts';

/** Two data nodes with 100 GiB of gp3 each, without masters. */
export const searchDomain = maker('opensearch_domains', {
  domain_name: 'logs',
  arn: `arn:aws:es:${REGION}:${ACCOUNT}:domain/logs`,
  engine_version: 'OpenSearch_2.13',
  instance_type: 'r6g.large.search',
  instances: 2,
  volume_type: 'gp3',
  volume_gib: 100,
  created: true,
});
