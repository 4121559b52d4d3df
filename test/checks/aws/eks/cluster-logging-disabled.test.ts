import check from '../../../../checks/aws/eks/cluster-logging-disabled.ts';
import { eksCluster } from '../../../support/makers/eks.ts';
import { testCheck } from '../../../support/test-check.ts';

const silent = (over: Parameters<typeof eksCluster>[0] = {}) => eksCluster({ log_types: [], ...over });

testCheck(check, {
  fails: [
    {
      name: 'no log at all',
      row: silent(),
      says: 'EKS cluster shop writes no control plane logs, not even the audit log.',
      saves: null,
      level: 'low',
      dimensions: { cluster_name: 'shop' },
    },
    {
      name: 'one tag says production',
      row: silent({ tags: { env: 'prod', stage: 'test' } }),
      says: 'EKS cluster shop writes no control plane logs, not even the audit log.',
      saves: null,
    },
  ],
  passes: [
    { name: 'the audit log is enough', row: eksCluster() },
    {
      name: 'non-production',
      row: silent({ tags: { Environment: 'dev' } }),
      skips: 'it is tagged dev, where logs may cost more than they tell',
    },
    { name: 'being made', row: silent({ status: 'CREATING' }), skips: 'it is CREATING' },
    { name: 'a local cluster', row: silent({ is_local: true }), skips: 'its control plane is not in AWS' },
  ],
  unknowns: [],
  neverUnknown: 'a cluster that could not be described is unknown to the runner already',
});
