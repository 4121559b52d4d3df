import check from '../../../../checks/aws/recommendations/cost-optimization-hub.ts';
import { advice, DATABASE, ofHub, VOLUME } from '../../../support/makers/recommendations.ts';
import { daysAgo, dbInstance, instance, volume } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const OWN = "AWS's own estimate, after discounts where the account's savings estimation mode counts them";
const UNREAD = ['ec2_instances', 'ec2_volumes', 'rds_instances'];
const running = { ec2_instances: [instance()] };

testCheck(check, {
  fails: [
    {
      name: 'one size smaller',
      row: ofHub(),
      tables: running,
      says: 'Cost Optimization Hub says of instance i-0a: resize from m5.xlarge to m5.large, which saves $70.08 a month.',
      saves: '70.080000',
      claims: { 'i-0a/compute': '70.080000' },
      level: 'medium',
      confidence: 70,
      notes: OWN,
      dimensions: { aws_resource_type: 'Ec2Instance', action: 'Rightsize', recommended: 'm5.large' },
    },
    {
      name: 'the instances were refused',
      row: ofHub({ advice: [advice({ action: 'MigrateToGraviton', recommended: 'm6g.xlarge' })] }),
      unread: UNREAD,
      says: 'Cost Optimization Hub says of instance i-0a: move to Graviton from m5.xlarge to m6g.xlarge, which saves $70.08 a month.',
      saves: '70.080000',
    },
    {
      name: 'idle: nothing that could be resized remains',
      row: ofHub({
        advice: [
          advice({ monthly_savings: '200' }),
          advice({ action: 'Delete', recommended: '', monthly_savings: '140.16' }),
        ],
      }),
      tables: running,
      says: 'Cost Optimization Hub says of instance i-0a: delete, which saves $140.16 a month.',
      saves: '140.160000',
    },
    {
      name: 'a database and its storage are billed apart',
      row: ofHub({
        ...DATABASE,
        advice: [
          advice({ current: 'db.m5.large', recommended: 'db.m5.medium', monthly_savings: '60' }),
          advice({
            action: 'Upgrade',
            part: 'storage',
            current: 'gp2',
            recommended: 'gp3',
            monthly_savings: '5.5',
            lookback_days: null,
          }),
          advice({
            action: 'Upgrade',
            current: 'db.m5.large',
            recommended: 'db.m6i.large',
            monthly_savings: '9',
          }),
        ],
      }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'orders' })] },
      says: 'Cost Optimization Hub says of db instance orders: resize from db.m5.large to db.m5.medium, upgrade its storage from gp2 to gp3, which saves $65.50 a month.',
      saves: '65.500000',
      claims: {
        'orders/compute': '60.000000',
        'orders/storage': '5.500000',
      },
    },
    {
      name: 'another currency',
      row: ofHub({ advice: [advice({ monthly_savings: null })] }),
      tables: running,
      says: 'Cost Optimization Hub says of instance i-0a: resize from m5.xlarge to m5.large.',
      saves: null,
      confidence: 50,
      notes: 'AWS gives no amount in US dollars',
    },
    {
      name: 'a kind that AWS added: nothing says what a check of it would claim',
      row: ofHub({
        service_code: 'es',
        resource_type: 'open_search_domain',
        resource_id: 'logs',
        aws_type: 'OpenSearchDomain',
        advice: [advice({ part: '', action: 'Shrink', current: '', recommended: '2 nodes' })],
      }),
      says: 'Cost Optimization Hub says of open search domain logs: Shrink to 2 nodes, which saves $70.08 a month.',
      saves: null,
      notes: `${OWN}; not in the totals: what is billed of it is not known`,
    },
  ],
  passes: [
    { name: 'not worth it', row: ofHub({ advice: [advice({ monthly_savings: '0.4' })] }), tables: running },
    {
      name: 'nothing to save',
      row: ofHub({ advice: [advice({ monthly_savings: '0' })] }),
      options: { minimumMonthlySavings: 0 },
      tables: running,
    },
    { name: 'terminated since', row: ofHub(), skips: 'the instance is gone' },
    {
      name: 'stopped since',
      row: ofHub(),
      tables: { ec2_instances: [instance({ state: 'stopped' })] },
      skips: 'the instance is stopped',
    },
    {
      name: 'resized since',
      row: ofHub(),
      tables: { ec2_instances: [instance({ instance_type: 'm5.large' })] },
      skips: 'the instance is m5.large by now',
    },
    {
      name: 'deleted since',
      row: ofHub({ ...VOLUME, advice: [advice({ part: 'storage', action: 'Delete', recommended: '' })] }),
      tables: { ec2_volumes: [volume({ volume_id: 'vol-0b' })] },
      skips: 'the volume is gone',
    },
    {
      name: 'a database that was changed since',
      row: ofHub({ ...DATABASE, advice: [advice({ current: 'db.m5.xlarge', recommended: 'db.m5.large' })] }),
      tables: { rds_instances: [dbInstance({ db_instance_id: 'orders' })] },
      skips: 'the database is db.m5.large by now',
    },
    { name: 'a database that is gone', row: ofHub(DATABASE), skips: 'the database is gone' },
    {
      name: 'of an Auto Scaling group, which advice of its own is for',
      row: ofHub({ tags: { 'aws:autoscaling:groupName': 'web' } }),
      tables: running,
      skips: 'its size is that of its Auto Scaling group',
    },
  ],
  unknowns: [
    {
      name: 'AWS looked at three days',
      row: ofHub({ advice: [advice({ lookback_days: 3 })] }),
      tables: running,
      because: 'AWS looked at less than the 7 days that are needed',
    },
    {
      name: 'old advice',
      row: ofHub({ advice: [advice({ refreshed_at: daysAgo(20) })] }),
      tables: running,
      because: 'AWS has not renewed its advice within 7 days',
    },
    {
      name: 'advice without a date',
      row: ofHub({ advice: [advice({ refreshed_at: null })] }),
      tables: running,
      because: 'AWS has not renewed its advice within 7 days',
    },
  ],
});
