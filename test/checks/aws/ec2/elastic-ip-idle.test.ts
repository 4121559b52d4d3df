import check from '../../../../checks/aws/ec2/elastic-ip-idle.ts';
import { publicIpv4Hour } from '../../../../prices/aws/vpc.ts';
import { address, instance, natGateway, networkInterface, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [publicIpv4Hour(REGION, { state: 'idle' }), '0.005'] as const;
const of = (instance_id: string) =>
  address({ association_id: 'eipassoc-0a', instance_id, network_interface_id: 'eni-0a' });
const stopped = { ec2_instances: [instance({ state: 'stopped' })] };

testCheck(check, {
  fails: [
    {
      name: 'associated with nothing',
      row: address(),
      prices: [price],
      says: 'Elastic IP 198.51.100.7 is associated with nothing and costs $3.65 a month.',
      saves: '3.650000',
      costs: '3.650000',
      claims: { 'eipalloc-0a/hours': '3.650000' },
      dimensions: { public_ip: '198.51.100.7', instance_id: '' },
    },
    {
      name: 'at an unknown price',
      row: address(),
      says: 'Elastic IP 198.51.100.7 is associated with nothing and is billed by the hour.',
      saves: null,
    },
    {
      name: 'its instance is stopped',
      row: of('i-0a'),
      tables: stopped,
      prices: [price],
      says: 'Elastic IP 198.51.100.7 belongs to the stopped instance i-0a and costs $3.65 a month.',
      saves: '3.650000',
      dimensions: { instance_id: 'i-0a' },
    },
    {
      name: 'its network interface is attached to nothing',
      row: of(''),
      tables: { ec2_network_interfaces: [networkInterface({ status: 'available' })] },
      prices: [price],
      says: 'Elastic IP 198.51.100.7 is on network interface eni-0a, which is attached to nothing, and costs $3.65 a month.',
      saves: '3.650000',
    },
    {
      name: 'its network interface is attached to nothing, at an unknown price',
      row: of(''),
      tables: { ec2_network_interfaces: [networkInterface({ status: 'available' })] },
      says: 'Elastic IP 198.51.100.7 is on network interface eni-0a, which is attached to nothing, and is billed by the hour.',
      saves: null,
    },
    {
      name: 'its instance is stopped, at an unknown price',
      row: of('i-0a'),
      tables: stopped,
      says: 'Elastic IP 198.51.100.7 belongs to the stopped instance i-0a and is billed by the hour.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'of a NAT gateway, whose interface is not attached yet',
      row: of(''),
      tables: {
        ec2_network_interfaces: [networkInterface({ status: 'available' })],
        ec2_nat_gateways: [natGateway({ allocation_ids: ['eipalloc-0a'] })],
      },
      prices: [price],
    },
    {
      name: 'its network interface is in use',
      row: of(''),
      tables: { ec2_network_interfaces: [networkInterface({ status: 'in-use' })] },
      prices: [price],
    },
    {
      name: 'the API gives the instance alone, and nothing more is known of it',
      row: address({ instance_id: 'i-0b' }),
      tables: { ec2_instances: [instance()] },
    },
    {
      name: 'the API gives the interface alone',
      row: address({ network_interface_id: 'eni-0a' }),
    },
    {
      name: 'the API gives the instance alone, and it runs',
      row: address({ instance_id: 'i-0a' }),
      tables: { ec2_instances: [instance()] },
    },
    { name: 'its instance runs', row: of('i-0a'), tables: { ec2_instances: [instance()] }, prices: [price] },
    { name: 'on a load balancer’s or NAT gateway’s interface', row: of(''), prices: [price] },
    {
      name: 'AWS bills nothing for a range that the customer brought',
      row: address({ public_ipv4_pool: 'ipv4pool-ec2-0a' }),
      prices: [price],
      skips: 'its range was brought by the customer, so it is not billed',
    },
    {
      name: 'a service keeps it',
      row: address({ service_managed: 'alb' }),
      prices: [price],
      skips: 'managed by alb',
    },
  ],
  unknowns: [
    {
      name: 'network interfaces were refused',
      row: of(''),
      unread: ['ec2_network_interfaces'],
      because: 'what its network interface is for could not be read',
    },
    {
      name: 'instances were refused',
      row: of('i-0a'),
      unread: ['ec2_instances'],
      prices: [price],
      because: 'the state of its instance could not be read',
    },
  ],
});
