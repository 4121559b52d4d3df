import check from '../../../../checks/aws/redshift/cluster-old-generation.ts';
import { redshiftCluster } from '../../../support/makers/redshift.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'dense compute',
      row: redshiftCluster({ node_type: 'dc2.large', nodes: 4 }),
      says: 'Redshift cluster warehouse runs on 4 × dc2.large, a generation that RA3 replaces.',
      saves: null,
      confidence: 90,
    },
    {
      name: 'paused: it cannot be resumed for ever',
      row: redshiftCluster({ node_type: 'ds2.xlarge', status: 'paused' }),
      says: 'Redshift cluster warehouse runs on 2 × ds2.xlarge, a generation that RA3 replaces.',
      saves: null,
    },
  ],
  passes: [
    { name: 'RA3', row: redshiftCluster() },
    {
      name: 'deleting',
      row: redshiftCluster({ node_type: 'dc2.large', status: 'deleting' }),
      skips: 'it is deleting',
    },
  ],
  unknowns: [],
  neverUnknown: 'the node type is told with the cluster',
});
