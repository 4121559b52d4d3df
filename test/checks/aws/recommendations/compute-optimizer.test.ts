import check from '../../../../checks/aws/recommendations/compute-optimizer.ts';
import { finding, ofOptimizer, VOLUME } from '../../../support/makers/recommendations.ts';
import { daysAgo, instance, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const running = { ec2_instances: [instance()] };
const unattached = finding({
  action: 'Delete',
  part: 'storage',
  finding: 'Unattached',
  current: '',
  recommended: '',
  monthly_savings: '8.8',
});

testCheck(check, {
  fails: [
    {
      name: 'over-provisioned, after discounts',
      row: ofOptimizer(),
      tables: running,
      says: 'Compute Optimizer says of instance i-0a: resize from m5.xlarge to m5.large, which saves $70.08 a month.',
      saves: '70.080000',
      claims: { 'i-0a/compute': '70.080000' },
      level: 'medium',
      confidence: 70,
      notes: "AWS's own estimate, after discounts",
      dimensions: { action: 'Rightsize', recommended: 'm5.large' },
    },
    {
      name: 'at list price, and at a risk',
      row: ofOptimizer({ advice: [finding({ after_discounts: false, performance_risk: 3 })] }),
      tables: running,
      says: 'Compute Optimizer says of instance i-0a: resize from m5.xlarge to m5.large, which saves $70.08 a month.',
      saves: '70.080000',
      confidence: 50,
      notes:
        "AWS's own estimate at list price: discounts are not taken off; AWS rates the risk for performance as high",
    },
    {
      name: 'idle: the other listing’s size is beside the point',
      row: ofOptimizer({
        advice: [
          finding(),
          finding({
            action: 'Delete',
            finding: 'Idle',
            current: '',
            recommended: '',
            monthly_savings: '140.16',
          }),
        ],
      }),
      tables: running,
      says: 'Compute Optimizer says of instance i-0a: delete, which saves $140.16 a month.',
      saves: '140.160000',
    },
    {
      name: 'an unattached volume',
      row: ofOptimizer({ ...VOLUME, advice: [unattached] }),
      tables: { ec2_volumes: [volume({ state: 'available', attachments: [] })] },
      says: 'Compute Optimizer says of ebs volume vol-0a: delete, which saves $8.80 a month.',
      saves: '8.800000',
      claims: { 'vol-0a/storage': '8.800000' },
    },
    {
      name: 'an idle group scales in',
      row: ofOptimizer({
        resource_type: 'auto_scaling_group',
        resource_id: 'web',
        advice: [finding({ action: 'ScaleIn', finding: 'Idle', monthly_savings: '300' })],
        aws_type: 'AutoScalingGroup',
      }),
      says: 'Compute Optimizer says of auto scaling group web: scale in, which saves $300.00 a month.',
      saves: '300.000000',
    },
  ],
  passes: [
    { name: 'optimized', row: ofOptimizer({ advice: [finding({ finding: 'Optimized' })] }), tables: running },
    {
      name: 'under-provisioned, though another option is cheaper',
      row: ofOptimizer({ advice: [finding({ finding: 'Underprovisioned' })] }),
      tables: running,
    },
    {
      name: 'no finding for want of data',
      row: ofOptimizer({ advice: [finding({ finding: 'Unavailable' })] }),
      tables: running,
    },
    {
      name: 'a reservation pays for it already: nothing is saved after discounts',
      row: ofOptimizer({ advice: [finding({ monthly_savings: '0' })] }),
      tables: running,
    },
    {
      name: 'the better option costs more',
      row: ofOptimizer({ advice: [finding({ finding: 'NotOptimized', monthly_savings: '-4' })] }),
      tables: running,
    },
    {
      name: 'not optimized, and no amount',
      row: ofOptimizer({ advice: [finding({ finding: 'NotOptimized', monthly_savings: null })] }),
      tables: running,
    },
    {
      name: 'resized since',
      row: ofOptimizer(),
      tables: { ec2_instances: [instance({ instance_type: 'm5.large' })] },
      skips: 'the instance is m5.large by now',
    },
    {
      name: 'attached since',
      row: ofOptimizer({ ...VOLUME, advice: [unattached] }),
      tables: { ec2_volumes: [volume()] },
      skips: 'the volume is attached by now',
    },
    {
      name: 'of an Auto Scaling group',
      row: ofOptimizer({ tags: { 'aws:autoscaling:groupName': 'web' } }),
      tables: running,
      skips: 'its size is that of its Auto Scaling group',
    },
  ],
  unknowns: [
    {
      name: 'a look back of two days',
      row: ofOptimizer({ advice: [finding({ lookback_days: 2 })] }),
      tables: running,
      because: 'AWS looked at less than the 7 days that are needed',
    },
    {
      name: 'old advice',
      row: ofOptimizer({ advice: [finding({ refreshed_at: daysAgo(8) })] }),
      tables: running,
      because: 'AWS has not renewed its advice within 7 days',
    },
  ],
});
