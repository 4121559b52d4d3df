import check from '../../../../checks/aws/eks/cluster-endpoint-public.ts';
import { eksCluster } from '../../../support/makers/eks.ts';
import { testCheck } from '../../../support/test-check.ts';

const open = (over: Parameters<typeof eksCluster>[0] = {}) =>
  eksCluster({ endpoint_private: false, public_cidrs: ['0.0.0.0/0'], ...over });
const says = 'The API server of EKS cluster shop is reached by its public endpoint only, from any address.';

testCheck(check, {
  fails: [
    {
      name: 'from all of IPv4',
      row: open(),
      says,
      saves: null,
      level: 'high',
      dimensions: { cluster_name: 'shop' },
    },
    {
      name: 'from one network, and all of IPv6',
      row: open({ public_cidrs: ['203.0.113.0/24', '::/0'] }),
      says,
      saves: null,
    },
    { name: 'without a list, as by default', row: open({ public_cidrs: [] }), says, saves: null },
  ],
  passes: [
    { name: 'limited to one network', row: open({ public_cidrs: ['203.0.113.0/24'] }) },
    { name: 'with a private endpoint beside it', row: open({ endpoint_private: true }) },
    { name: 'private only', row: open({ endpoint_public: false, endpoint_private: true }) },
    { name: 'going away', row: open({ status: 'DELETING' }), skips: 'it is DELETING' },
    { name: 'a local cluster', row: open({ is_local: true }), skips: 'its API server is not in AWS' },
  ],
  unknowns: [],
  neverUnknown: 'a cluster that could not be described is unknown to the runner already',
});
