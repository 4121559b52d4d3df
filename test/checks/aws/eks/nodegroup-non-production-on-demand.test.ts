import check from '../../../../checks/aws/eks/nodegroup-non-production-on-demand.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { eksCluster, nodegroup } from '../../../support/makers/eks.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const hour = [
  ec2InstanceHour(REGION, {
    instanceType: 'm5.large',
    platformDetails: 'Linux/UNIX',
    tenancy: 'default',
  }),
  '0.107',
] as const;
const of = (tags: Record<string, string>, unread = '') => ({ eks_clusters: [eksCluster({ tags, unread })] });
const test = { tags: { Environment: 'test' } };

testCheck(check, {
  fails: [
    {
      name: 'three nodes on demand',
      row: nodegroup(test),
      tables: of({}),
      prices: [hour],
      says: 'Non-production node group shop/workers (test) runs 3 on-demand nodes, which cost $234.33 a month; Spot costs less.',
      saves: null,
      costs: '234.330000',
      confidence: 60,
      notes: 'Spot prices change by the hour, so that no saving is claimed',
      dimensions: { cluster_name: 'shop', environment: 'test', instance_types: 'm5.large' },
    },
    {
      name: 'the cluster says it; of several types the one that runs is not known',
      row: nodegroup({ instance_types: ['m5.large', 'm5a.large'] }),
      tables: of({ env: 'dev' }),
      says: 'Non-production node group shop/workers (dev) runs 3 on-demand nodes; Spot costs less.',
      saves: null,
    },
    {
      name: 'its own tag says it, though its cluster could not be read',
      row: nodegroup(test),
      tables: of({}, 'Access denied'),
      says: 'Non-production node group shop/workers (test) runs 3 on-demand nodes; Spot costs less.',
      saves: null,
    },
  ],
  passes: [
    { name: 'on Spot', row: nodegroup({ ...test, capacity_type: 'SPOT' }), tables: of({}) },
    { name: 'no node', row: nodegroup({ ...test, desired_size: 0 }), tables: of({}) },
    { name: 'no stage', row: nodegroup(), tables: of({ team: 'dev' }) },
    {
      name: 'production in a cluster of tests',
      row: nodegroup({ tags: { env: 'prod' } }),
      tables: of({ env: 'test' }),
    },
    {
      name: 'going away',
      row: nodegroup({ ...test, status: 'DELETING' }),
      tables: of({}),
      skips: 'it is DELETING',
    },
  ],
  unknowns: [
    {
      name: 'neither tagged nor in a cluster that could be read',
      row: nodegroup(),
      tables: of({}, 'Access denied'),
      because: 'its cluster could not be read',
    },
  ],
});
