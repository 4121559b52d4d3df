import check from '../../../../checks/aws/ec2/instance-public-ipv4.ts';
import { publicIpv4Hour } from '../../../../prices/aws/vpc.ts';
import { address, instance, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [publicIpv4Hour(REGION, { state: 'in_use' }), '0.005'] as const;
const open = instance({ public_ip: '198.51.100.7' });
const note =
  'nothing is claimed: whether it is needed is not known, and what replaces it may cost more, such as a NAT gateway';

testCheck(check, {
  fails: [
    {
      name: 'an address of its subnet',
      row: open,
      prices: [price],
      says: 'Instance i-0a has the public IPv4 address 198.51.100.7, which costs $3.65 a month.',
      saves: null,
      costs: '3.650000',
      level: 'info',
      confidence: 90,
      notes: note,
      dimensions: { public_ip: '198.51.100.7', elastic: 'false', vpc_id: 'vpc-0a', subnet_id: 'subnet-0a' },
    },
    {
      name: 'an Elastic IP in use costs the same; without a price',
      row: open,
      tables: { ec2_addresses: [address({ instance_id: 'i-0a', association_id: 'eipassoc-0a' })] },
      says: 'Instance i-0a has the public IPv4 address 198.51.100.7.',
      saves: null,
      dimensions: { elastic: 'true' },
    },
  ],
  passes: [
    { name: 'private', row: instance() },
    {
      name: 'stopped: its Elastic IP is another check’s',
      row: instance({ state: 'stopped', public_ip: '198.51.100.7' }),
      skips: 'not running',
    },
    {
      name: 'of a range that the customer brought',
      row: open,
      tables: { ec2_addresses: [address({ public_ipv4_pool: 'ipv4pool-ec2-0a' })] },
      skips: 'its range was brought by the customer, so it is not billed',
    },
  ],
  unknowns: [
    {
      name: 'the addresses were refused',
      row: open,
      unread: ['ec2_addresses'],
      because: 'whether its range was brought by the customer could not be read',
    },
  ],
});
