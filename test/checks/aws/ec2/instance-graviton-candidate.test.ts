import check from '../../../../checks/aws/ec2/instance-graviton-candidate.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { daysAgo, instance, instanceType, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const at = (type: string, usd: string) =>
  [
    ec2InstanceHour(REGION, { instanceType: type, platformDetails: 'Linux/UNIX', tenancy: 'default' }),
    usd,
  ] as const;
const arm = (type: string, over: Parameters<typeof instanceType>[0] = {}) =>
  instanceType({ instance_type: type, architectures: ['arm64'], ...over });
const tables = { ec2_instance_types: [instanceType(), arm('m6g.xlarge'), arm('m7g.xlarge')] };
const own = at('m5.xlarge', '0.214');

testCheck(check, {
  fails: [
    {
      name: 'the cheapest of those that the region offers',
      row: instance(),
      tables,
      prices: [own, at('m6g.xlarge', '0.172'), at('m7g.xlarge', '0.1822')],
      says: 'Instance i-0a (m5.xlarge) would cost $30.66 a month less as m6g.xlarge, of the same size on Graviton, if its software is built for arm64.',
      saves: '30.660000',
      costs: '156.220000',
      claims: { 'i-0a/compute': '30.660000' },
      level: 'low',
      confidence: 40,
      notes: 'whether its software runs on arm64 is not known',
      dimensions: { instance_type: 'm5.xlarge', recommended_instance_type: 'm6g.xlarge' },
    },
    {
      name: 'only one has a price',
      row: instance(),
      tables,
      prices: [own, at('m7g.xlarge', '0.1822')],
      says: 'Instance i-0a (m5.xlarge) would cost $23.21 a month less as m7g.xlarge, of the same size on Graviton, if its software is built for arm64.',
      saves: '23.214000',
    },
  ],
  passes: [
    { name: 'on Graviton', row: instance({ instance_type: 'm7g.xlarge', architecture: 'arm64' }), tables },
    {
      name: 'a region without Graviton of that size',
      row: instance(),
      tables: { ec2_instance_types: [instanceType(), arm('m6g.large')] },
    },
    {
      name: 'a counterpart with less memory',
      row: instance(),
      tables: { ec2_instance_types: [instanceType(), arm('m6g.xlarge', { memory_mib: 8192 })] },
    },
    {
      name: 'a family without a counterpart',
      row: instance({ instance_type: 'g4dn.xlarge' }),
      tables: { ec2_instance_types: [instanceType({ instance_type: 'g4dn.xlarge' })] },
    },
    {
      name: 'dearer than what it replaces',
      row: instance(),
      tables,
      prices: [own, at('m6g.xlarge', '0.22')],
    },
    {
      name: 'a few dollars are no reason to migrate',
      row: instance({ instance_type: 't3.micro' }),
      tables: {
        ec2_instance_types: [instanceType({ instance_type: 't3.micro' }), arm('t4g.micro')],
      },
      prices: [at('t3.micro', '0.0114'), at('t4g.micro', '0.0092')],
    },
    {
      name: 'Windows',
      row: instance({ platform_details: 'Windows' }),
      tables,
      skips: 'Windows: not for arm64, or licensed',
    },
    {
      name: 'an appliance of the Marketplace',
      row: instance({ marketplace_codes: ['6x5f'] }),
      tables,
      skips: 'of AWS Marketplace: its seller says what it runs on',
    },
    {
      name: 'one of a group',
      row: instance({ tags: { 'aws:autoscaling:groupName': 'web' } }),
      tables,
      skips: 'its type is that of its Auto Scaling group',
    },
    { name: 'spot', row: instance({ lifecycle: 'spot' }), tables, skips: 'a spot instance' },
    {
      name: 'on a Dedicated Host',
      row: instance({ tenancy: 'host' }),
      tables,
      skips: 'its Dedicated Host is billed, not the instance',
    },
    { name: 'stopped', row: instance({ state: 'stopped' }), tables, skips: 'not running' },
  ],
  unknowns: [
    {
      name: 'started yesterday: it may be gone tomorrow',
      row: instance({ launch_time: daysAgo(1) }),
      tables,
      because: 'it was started less than 14 days ago',
    },
    {
      name: 'no platform',
      row: instance({ platform_details: '' }),
      tables,
      because: 'AWS does not say what its platform is',
    },
    {
      name: 'a type that is not described',
      row: instance(),
      because: 'AWS does not describe m5.xlarge in this region',
    },
    {
      name: 'no price of the counterpart',
      row: instance(),
      tables,
      prices: [own],
      because: 'the price of m5.xlarge or of its Graviton counterpart is not known',
    },
  ],
});
