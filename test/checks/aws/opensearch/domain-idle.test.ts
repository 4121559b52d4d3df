import check from '../../../../checks/aws/opensearch/domain-idle.ts';
import { opensearchInstanceHour, opensearchStorage } from '../../../../prices/aws/opensearch.ts';
import { searchDomain } from '../../../support/makers/opensearch.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const node = [opensearchInstanceHour(REGION, { instanceType: 'r6g.large.search' }), '0.186'] as const;
const master = [opensearchInstanceHour(REGION, { instanceType: 'm6g.large.search' }), '0.142'] as const;
const gib = [opensearchStorage(REGION, { volumeType: 'gp3' }), '0.1342'] as const;
const silent = {
  opensearch_domain_search_rate_maximum: 0,
  opensearch_domain_indexing_rate_maximum: 0,
} as const;

testCheck(check, {
  fails: [
    {
      name: 'no search and no document in a fortnight: nodes and their volumes',
      row: searchDomain(),
      metrics: silent,
      prices: [node, gib],
      says: 'Domain logs (2 × r6g.large.search) was neither searched nor written in 14 days and costs $298.40 a month.',
      saves: '298.400000',
      costs: '298.400000',
      claims: { 'logs/hours': '271.560000', 'logs/storage': '26.840000' },
      confidence: 80,
    },
    {
      name: 'its dedicated masters go with it; disks of its own',
      row: searchDomain({ masters: 3, master_type: 'm6g.large.search', volume_type: '', volume_gib: 0 }),
      metrics: silent,
      prices: [node, master],
      says: 'Domain logs (2 × r6g.large.search) was neither searched nor written in 14 days and costs $582.54 a month.',
      saves: '582.540000',
      claims: { 'logs/hours': '582.540000' },
    },
    {
      name: 'the price of a part is not known: no savings',
      row: searchDomain(),
      metrics: silent,
      prices: [node],
      says: 'Domain logs (2 × r6g.large.search) was neither searched nor written in 14 days.',
      saves: null,
      confidence: 60,
    },
  ],
  passes: [
    {
      name: 'searched on one day: an audit',
      row: searchDomain(),
      metrics: {
        ...silent,
        opensearch_domain_search_rate_maximum: [2, ...new Array<number>(13).fill(0)],
      },
    },
    {
      name: 'written and never searched: logs, or a follower of another domain',
      row: searchDomain(),
      metrics: { ...silent, opensearch_domain_indexing_rate_maximum: 40 },
    },
    {
      name: 'being created',
      row: searchDomain({ created: false }),
      metrics: silent,
      skips: 'it is being created',
    },
    {
      name: 'being deleted',
      row: searchDomain({ deleted: true }),
      metrics: silent,
      skips: 'it is being deleted',
    },
  ],
  unknowns: [
    {
      name: 'ten days of datapoints: it may be new',
      row: searchDomain(),
      metrics: {
        opensearch_domain_search_rate_maximum: new Array<number>(10).fill(0),
        opensearch_domain_indexing_rate_maximum: new Array<number>(10).fill(0),
      },
      because: 'its requests were measured on 10 days, 14 are needed',
    },
    {
      name: 'silent',
      row: searchDomain(),
      because: 'its requests were measured on 0 days, 14 are needed',
    },
    {
      name: 'its old indexes are searched on warm nodes',
      row: searchDomain({ warm_nodes: 2 }),
      metrics: silent,
      because: 'searches of its warm nodes are not measured',
    },
  ],
});
