import check from '../../../../checks/aws/ec2/instance-t-credit-issues.ts';
import { cpuCreditVcpuHour } from '../../../../prices/aws/ec2.ts';
import { daysAgo, instance, instanceType, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const types = {
  ec2_instance_types: [
    instanceType({ instance_type: 't3.large', burstable: true, vcpus: 2, memory_mib: 8192 }),
    instanceType({ instance_type: 'trn1.2xlarge', vcpus: 8, memory_mib: 32_768 }),
  ],
};
const t3 = (over: Parameters<typeof instance>[0] = {}) => instance({ instance_type: 't3.large', ...over });
const price = [cpuCreditVcpuHour(REGION, { family: 't3', platformDetails: 'Linux/UNIX' }), '0.05'] as const;

testCheck(check, {
  fails: [
    {
      name: 'started five days ago to the second, charged since',
      row: t3({ launch_time: daysAgo(5) }),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0, ec2_instance_surplus_credits_charged: [30, 30, 30, 30] },
      options: { minimumDays: 3 },
      says: 'Instance i-0a (t3.large) was charged for 120 surplus CPU credits in 4 days.',
      saves: null,
    },
    {
      name: '840 surplus credits in a week are 14 vCPU-hours',
      row: t3(),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0, ec2_instance_surplus_credits_charged: 120 },
      prices: [price],
      says: 'Instance i-0a (t3.large) was charged for 840 surplus CPU credits in 7 days, about $3.04 a month.',
      saves: null,
      costs: '3.041667',
      level: 'medium',
    },
    {
      name: 'charged on one day of seven: the other days count as well',
      row: t3(),
      tables: types,
      metrics: {
        ec2_instance_credit_balance: 300,
        ec2_instance_surplus_credits_charged: [null, null, null, null, null, null, 288],
      },
      prices: [price],
      says: 'Instance i-0a (t3.large) was charged for 288 surplus CPU credits in 7 days, about $1.04 a month.',
      saves: null,
    },
    {
      name: 'charged, while no balance was published',
      row: t3(),
      tables: types,
      metrics: { ec2_instance_surplus_credits_charged: 120 },
      says: 'Instance i-0a (t3.large) was charged for 840 surplus CPU credits in 7 days.',
      saves: null,
    },
    {
      name: 'charged, at an unknown price',
      row: t3(),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0, ec2_instance_surplus_credits_charged: 120 },
      says: 'Instance i-0a (t3.large) was charged for 840 surplus CPU credits in 7 days.',
      saves: null,
    },
    {
      name: 'short of credits on two days',
      row: t3(),
      tables: types,
      metrics: {
        ec2_instance_credit_balance: [300, 300, 300, 19, 300, 5, 300],
        ec2_instance_surplus_credits_charged: 0,
      },
      says: 'Instance i-0a (t3.large) fell below 20 CPU credits on 2 of 7 days: unless it is in unlimited mode, it is slowed down to its baseline.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'exactly at the limit',
      row: t3(),
      tables: types,
      metrics: { ec2_instance_credit_balance: 20, ec2_instance_surplus_credits_charged: 0 },
    },
    {
      name: 'charged for less than a credit',
      row: t3(),
      tables: types,
      metrics: { ec2_instance_credit_balance: 300, ec2_instance_surplus_credits_charged: 0.1 },
    },
    {
      name: 'short on one day',
      row: t3(),
      tables: types,
      metrics: {
        ec2_instance_credit_balance: [300, 300, 300, 300, 300, 5, 300],
        ec2_instance_surplus_credits_charged: 0,
      },
    },
    {
      name: 'short while it was starting: the first day of an instance says nothing',
      row: t3({ launch_time: daysAgo(7) }),
      tables: types,
      metrics: {
        ec2_instance_credit_balance: [0, 0, 300, 300, 300, 300, 300],
        ec2_instance_surplus_credits_charged: 0,
      },
    },
    {
      name: 'Trainium starts with a t and earns no credits',
      row: instance({ instance_type: 'trn1.2xlarge' }),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0, ec2_instance_surplus_credits_charged: 9 },
      skips: 'not burstable',
    },
    {
      name: 'stopped',
      row: t3({ state: 'stopped' }),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0 },
      skips: 'not running',
    },
  ],
  unknowns: [
    {
      name: 'started two days ago',
      row: t3({ launch_time: daysAgo(2) }),
      tables: types,
      metrics: { ec2_instance_credit_balance: 0, ec2_instance_surplus_credits_charged: 9 },
      because: 'it was started less than 5 days ago',
    },
    {
      name: 'silent: no balance is not a balance of zero',
      row: t3(),
      tables: types,
      because: 'the credit balance was measured on 0 days, 5 are needed',
    },
  ],
});
