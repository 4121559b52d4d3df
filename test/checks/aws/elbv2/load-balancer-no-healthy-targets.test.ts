import check from '../../../../checks/aws/elbv2/load-balancer-no-healthy-targets.ts';
import { scalingGroup } from '../../../support/makers/autoscaling.ts';
import { loadBalancer, target, targetGroup } from '../../../support/makers/elbv2.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const group = targetGroup();
const given = (...targets: ReturnType<typeof target>[]) => ({
  elbv2_target_groups: [group],
  elbv2_target_health: targets,
});

testCheck(check, {
  fails: [
    {
      name: 'two sick ones and a stopped one',
      row: loadBalancer(),
      tables: {
        ...given(
          target({ state: 'unhealthy' }),
          target({ target_id: 'i-0b', state: 'unhealthy' }),
          target({ target_id: 'i-0c', state: 'unused' }),
        ),
        autoscaling_groups: [scalingGroup({ target_group_arns: [group.target_group_arn] })],
      },
      says: 'Application Load Balancer shop has 3 target(s), none of which is healthy: 1 unused, 2 unhealthy.',
      saves: null,
      level: 'medium',
      confidence: 85,
      dimensions: { instance_ids: 'i-0a,i-0b,i-0c', asg_names: 'web', vpc_id: 'vpc-0a' },
    },
    {
      name: 'one sick, one leaving',
      row: loadBalancer(),
      tables: given(target({ state: 'unhealthy' }), target({ target_id: 'i-0b', state: 'draining' })),
      says: 'Application Load Balancer shop has 2 target(s), none of which is healthy: 1 draining, 1 unhealthy.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one of two is healthy',
      row: loadBalancer(),
      tables: given(target(), target({ target_id: 'i-0b', state: 'unhealthy' })),
    },
    {
      name: 'a function without health checks',
      row: loadBalancer(),
      tables: given(target({ state: 'unavailable' })),
    },
    {
      name: 'no target: another check tells',
      row: loadBalancer(),
      tables: given(),
      skips: 'it has no target',
    },
    {
      name: 'it only redirects',
      row: loadBalancer({ scheme: 'internal' }),
      skips: 'it has no target',
    },
    { name: 'failed', row: loadBalancer({ state: 'failed' }), skips: 'it is failed' },
    {
      name: 'a type of the future',
      row: loadBalancer({ type: 'quantum' }),
      skips: 'a load balancer of type quantum',
    },
  ],
  unknowns: [
    {
      name: 'a deployment: the new ones are not checked yet',
      row: loadBalancer(),
      tables: given(target({ state: 'initial' }), target({ target_id: 'i-0b', state: 'unhealthy' })),
      because: 'its targets are being registered or drained',
    },
    {
      name: 'all leave: a deployment, or the end of the day',
      row: loadBalancer(),
      tables: given(target({ state: 'draining' })),
      because: 'its targets are being registered or drained',
    },
    {
      name: 'new',
      row: loadBalancer({ created_at: daysAgo(1) }),
      tables: given(target({ state: 'unhealthy' })),
      because: 'it was created less than 2 days ago',
    },
    {
      name: 'the targets of another group were refused',
      row: loadBalancer(),
      tables: {
        elbv2_target_groups: [group, targetGroup({ target_group_arn: 'arn:green' })],
        elbv2_target_health: [
          target({ state: 'unhealthy' }),
          target({ target_group_arn: 'arn:green', target_id: '', state: '', unread: 'no permission' }),
        ],
      },
      because: 'its targets could not be read: no permission',
    },
  ],
});
