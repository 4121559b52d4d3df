import check from '../../../../checks/aws/ecs/service-zero-running.ts';
import { ecsService } from '../../../support/makers/ecs.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const none = (over: Parameters<typeof ecsService>[0] = {}) => ecsService({ running_count: 0, ...over });

testCheck(check, {
  fails: [
    {
      name: 'none since two days',
      row: none({ deployed_at: daysAgo(2) }),
      says: 'ECS service shop/web wants 4 tasks and runs none; its latest deployment began 48 hours ago.',
      saves: null,
      level: 'medium',
      confidence: 90,
      dimensions: { cluster_name: 'shop', desired_count: '4' },
    },
    {
      name: 'it tries and tries',
      row: none({ deployed_at: daysAgo(2), pending_count: 4 }),
      says: 'ECS service shop/web wants 4 tasks and runs none; its latest deployment began 48 hours ago.',
      saves: null,
      confidence: 70,
    },
  ],
  passes: [
    { name: 'one of four runs', row: none({ running_count: 1 }) },
    { name: 'scaled to nothing', row: none({ desired_count: 0 }) },
    { name: 'being deleted', row: none({ status: 'DRAINING' }), skips: 'it is DRAINING' },
    {
      name: 'on machines that ECS Anywhere manages',
      row: none({ launch_type: 'EXTERNAL' }),
      skips: 'its tasks run outside AWS',
    },
  ],
  unknowns: [
    {
      name: 'deployed a quarter of an hour ago: images are still pulled',
      row: none({ deployed_at: daysAgo(0.01) }),
      because: 'its latest deployment began less than 60 minutes ago',
    },
    {
      name: 'no date at all',
      row: none({ deployed_at: null, created_at: null }),
      because: 'AWS does not say when it was deployed',
    },
  ],
});
