import check from '../../../../checks/aws/recommendations/trusted-advisor.ts';
import { DATABASE, ofAdvisor, raised, VOLUME } from '../../../support/makers/recommendations.ts';
import { daysAgo, instance } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const running = { ec2_instances: [instance()] };
const LIST = "AWS's own estimate at list price: discounts are not taken off";

testCheck(check, {
  fails: [
    {
      name: 'hardly used, with an amount',
      row: ofAdvisor(),
      tables: running,
      says: 'Trusted Advisor lists instance i-0a under Low Utilization Amazon EC2 Instances, and puts the saving at $140.16 a month.',
      saves: '140.160000',
      claims: { 'i-0a/compute': '140.160000' },
      level: 'low',
      confidence: 70,
      notes: LIST,
      dimensions: { aws_resource_type: 'Qch7DwouX1' },
    },
    {
      name: 'what is not of a kind that other checks know, and without an amount',
      row: ofAdvisor({
        service_code: 'ec2',
        resource_type: 'resource',
        resource_id: '198.51.100.7',
        aws_type: 'Z4AUBRNSmz',
        advice: [raised({ action: 'Unassociated Elastic IP Addresses', part: '', monthly_savings: null })],
      }),
      says: 'Trusted Advisor lists resource 198.51.100.7 under Unassociated Elastic IP Addresses.',
      saves: null,
      confidence: 50,
      notes: 'AWS gives no amount in US dollars',
    },
    {
      name: 'the instances were refused; updated three weeks ago',
      row: ofAdvisor({ advice: [raised({ refreshed_at: daysAgo(21) })] }),
      unread: ['ec2_instances', 'ec2_volumes', 'rds_instances'],
      says: 'Trusted Advisor lists instance i-0a under Low Utilization Amazon EC2 Instances, and puts the saving at $140.16 a month.',
      saves: '140.160000',
    },
  ],
  passes: [
    {
      name: 'stopped since',
      row: ofAdvisor(),
      tables: { ec2_instances: [instance({ state: 'stopped' })] },
      skips: 'the instance is stopped',
    },
    {
      name: 'of an Auto Scaling group',
      row: ofAdvisor(),
      tables: { ec2_instances: [instance({ tags: { 'aws:autoscaling:groupName': 'web' } })] },
      skips: 'its size is that of its Auto Scaling group',
    },
    { name: 'terminated since', row: ofAdvisor(), skips: 'the instance is gone' },
    { name: 'a volume that is gone', row: ofAdvisor(VOLUME), skips: 'the volume is gone' },
    { name: 'a database that is gone', row: ofAdvisor(DATABASE), skips: 'the database is gone' },
    { name: 'cents', row: ofAdvisor({ advice: [raised({ monthly_savings: '0.2' })] }), tables: running },
  ],
  unknowns: [
    {
      name: 'not refreshed for months',
      row: ofAdvisor({ advice: [raised({ refreshed_at: daysAgo(60) })] }),
      tables: running,
      because: 'AWS has not renewed its advice within 30 days',
    },
  ],
});
