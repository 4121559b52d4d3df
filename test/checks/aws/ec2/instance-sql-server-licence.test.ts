import check from '../../../../checks/aws/ec2/instance-sql-server-licence.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { instance, instanceType, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const at = (type: string, platformDetails: string, usd: string) =>
  [ec2InstanceHour(REGION, { instanceType: type, platformDetails, tenancy: 'default' }), usd] as const;
const sql = (edition: string, over: Parameters<typeof instance>[0] = {}) =>
  instance({ platform_details: `Windows with SQL Server ${edition}`, ...over });
const types = (vcpus: number, instance_type = 'm5.xlarge', memory_mib = 16_384) => ({
  ec2_instance_types: [instanceType({ instance_type, vcpus, memory_mib })],
});
const large = { instance_type: 'm5.large' };

testCheck(check, {
  fails: [
    {
      name: 'a test database rents what Developer edition gives',
      row: sql('Standard', { tags: { Environment: 'Test' } }),
      tables: types(4),
      prices: [
        at('m5.xlarge', 'Windows with SQL Server Standard', '0.878'),
        at('m5.xlarge', 'Windows', '0.398'),
      ],
      says: 'Instance i-0a (m5.xlarge) is tagged Test and rents SQL Server Standard; Developer edition, which is free outside production, would save $350.40 a month.',
      saves: '350.400000',
      costs: '640.940000',
      claims: { 'i-0a/compute': '350.400000' },
      level: 'medium',
      confidence: 55,
      notes: 'the image is rented with its licence: a new instance is needed',
      dimensions: { sql_server_edition: 'Standard', instance_type: 'm5.xlarge' },
    },
    {
      name: 'the same without a price',
      row: sql('Web', { tags: { env: 'dev' } }),
      tables: types(4),
      says: 'Instance i-0a (m5.xlarge) is tagged dev and rents SQL Server Web; Developer edition is free outside production.',
      saves: null,
    },
    {
      name: 'two vCPUs pay for four',
      row: sql('Web', large),
      tables: types(2, 'm5.large'),
      prices: [at('m5.large', 'Windows with SQL Server Web', '0.267'), at('m5.large', 'Windows', '0.199')],
      says: 'Instance i-0a (m5.large) has 2 vCPUs and pays for the four that SQL Server Web is licensed for at least; its licence costs $49.64 a month.',
      saves: null,
      level: 'low',
      confidence: 80,
    },
    {
      name: 'on Linux, without a price',
      row: instance({ ...large, platform_details: 'SQL Server Standard' }),
      tables: types(2, 'm5.large'),
      says: 'Instance i-0a (m5.large) has 2 vCPUs and pays for the four that SQL Server Standard is licensed for at least.',
      saves: null,
    },
    {
      name: 'Enterprise on a small instance',
      row: sql('Enterprise', { tags: { env: 'prod' } }),
      tables: types(4),
      prices: [
        at('m5.xlarge', 'Windows with SQL Server Enterprise', '1.898'),
        at('m5.xlarge', 'Windows with SQL Server Standard', '0.878'),
      ],
      says: 'Instance i-0a (m5.xlarge) has 4 vCPUs and rents SQL Server Enterprise; Standard would save $744.60 a month, unless features of Enterprise are used.',
      saves: '744.600000',
      confidence: 35,
      notes: 'which features of the edition are used is not known',
    },
    {
      name: 'Enterprise on a small Red Hat, without a price',
      row: instance({ platform_details: 'Red Hat Enterprise Linux with SQL Server Enterprise and HA' }),
      tables: types(8),
      says: 'Instance i-0a (m5.xlarge) has 8 vCPUs and rents SQL Server Enterprise, where Standard may do.',
      saves: null,
    },
  ],
  passes: [
    { name: 'Standard on four vCPUs', row: sql('Standard'), tables: types(4) },
    { name: 'Enterprise on many', row: sql('Enterprise'), tables: types(16) },
    {
      name: 'Enterprise with more memory than Standard uses',
      row: sql('Enterprise'),
      tables: types(8, 'm5.xlarge', 256 * 1024),
    },
    {
      name: 'tagged as a stage of production: live wins',
      row: sql('Standard', { tags: { env: 'live', stage: 'uat' } }),
      tables: types(4),
    },
    {
      name: 'Windows alone',
      row: instance({ platform_details: 'Windows' }),
      skips: 'it rents no SQL Server',
    },
    {
      name: 'stopped: nothing is rented',
      row: sql('Standard', { state: 'stopped', tags: { env: 'dev' } }),
      skips: 'not running',
    },
    {
      name: 'on a Dedicated Host',
      row: sql('Standard', { tenancy: 'host' }),
      skips: 'its Dedicated Host is billed, not the instance',
    },
  ],
  unknowns: [
    {
      name: 'a type that is not described',
      row: sql('Standard'),
      because: 'AWS does not describe m5.xlarge in this region',
    },
  ],
});
