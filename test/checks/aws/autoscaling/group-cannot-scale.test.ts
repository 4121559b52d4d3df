import check from '../../../../checks/aws/autoscaling/group-cannot-scale.ts';
import { scalingGroup, scalingPolicy, scheduledAction } from '../../../support/makers/autoscaling.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const fixed = { min_size: 4, max_size: 4, desired_capacity: 4 };
const policies = { autoscaling_policies: [scalingPolicy()] };

testCheck(check, {
  fails: [
    {
      name: 'four of four to four, with a policy',
      row: scalingGroup({ ...fixed, target_group_arns: ['arn:shop'] }),
      tables: policies,
      says: 'Auto Scaling group web always runs 4 instances: its 1 scaling policies can change nothing between 4 and 4.',
      saves: null,
      level: 'low',
      confidence: 80,
      notes: 'how many instances could go is not known: no savings are claimed',
      dimensions: { target_group_arns: 'arn:shop', instance_ids: 'i-0a,i-0b' },
    },
  ],
  passes: [
    { name: 'it has room', row: scalingGroup(), tables: policies },
    { name: 'no policy: a fleet of a chosen size', row: scalingGroup(fixed) },
    {
      name: 'its policies are off, or only forecast',
      row: scalingGroup(fixed),
      tables: {
        autoscaling_policies: [
          scalingPolicy({ enabled: false }),
          scalingPolicy({ policy_name: 'forecast', policy_type: 'PredictiveScaling' }),
        ],
      },
    },
    {
      name: 'a schedule moves its limits',
      row: scalingGroup(fixed),
      tables: { ...policies, autoscaling_schedules: [scheduledAction()] },
    },
    {
      name: 'a single instance that is replaced when it dies',
      row: scalingGroup({ min_size: 1, max_size: 1, desired_capacity: 1 }),
      tables: policies,
      skips: 'it keeps single instances alive',
    },
    {
      name: 'a managed node group',
      row: scalingGroup({ ...fixed, tags: { 'eks:nodegroup-name': 'workers' } }),
      tables: policies,
      skips: 'its size is set by Amazon EKS',
    },
    {
      name: 'the cluster autoscaler moves its limits',
      row: scalingGroup({ ...fixed, tags: { 'k8s.io/cluster-autoscaler/enabled': 'true' } }),
      tables: policies,
      skips: 'its size is set by Kubernetes',
    },
    {
      name: 'a service operates it',
      row: scalingGroup({ ...fixed, operator: 'ecs.amazonaws.com' }),
      tables: policies,
      skips: 'its size is set by ecs.amazonaws.com',
    },
    {
      name: 'it is going',
      row: scalingGroup({ ...fixed, status: 'Delete in progress' }),
      tables: policies,
      skips: 'it is being deleted',
    },
  ],
  unknowns: [
    {
      name: 'new: limits are often pinned during a rollout',
      row: scalingGroup({ ...fixed, created_at: daysAgo(3) }),
      tables: policies,
      because: 'it was created less than 7 days ago',
    },
  ],
});
