import check from '../../../../checks/aws/opensearch/domain-old-generation.ts';
import { searchDomain } from '../../../support/makers/opensearch.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'data nodes',
      row: searchDomain({ instance_type: 'm4.large.elasticsearch' }),
      says: 'Domain logs runs on m4.large.elasticsearch, an earlier generation.',
      saves: null,
      confidence: 90,
    },
    {
      name: 'only its masters',
      row: searchDomain({ masters: 3, master_type: 'c4.large.search' }),
      says: 'Domain logs runs on c4.large.search, an earlier generation.',
      saves: null,
    },
  ],
  passes: [
    { name: 'current', row: searchDomain({ masters: 3, master_type: 'm6g.large.search' }) },
    {
      name: 'storage nodes of the third generation',
      row: searchDomain({ instance_type: 'i3.large.search' }),
    },
    {
      name: 'being deleted',
      row: searchDomain({ instance_type: 'm4.large.search', deleted: true }),
      skips: 'it is being deleted',
    },
  ],
  unknowns: [],
  neverUnknown: 'the types are told with the domain',
});
