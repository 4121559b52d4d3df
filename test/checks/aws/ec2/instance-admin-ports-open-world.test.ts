import check from '../../../../checks/aws/ec2/instance-admin-ports-open-world.ts';
import { instance, rule, securityGroup } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const group = (...ingress: ReturnType<typeof rule>[]) => ({
  ec2_security_groups: [securityGroup({ ingress })],
});
const open = instance({ public_ip: '203.0.113.9' });

testCheck(check, {
  fails: [
    {
      name: 'one group opens it to IPv4, which reaches it, another to IPv6, which does not',
      row: instance({ public_ip: '203.0.113.9', security_group_ids: ['sg-0b', 'sg-0a'] }),
      tables: {
        ec2_security_groups: [
          securityGroup({ ingress: [rule()] }),
          securityGroup({ group_id: 'sg-0b', ingress: [rule({ cidrs: ['::/0'] })] }),
        ],
      },
      says: 'Instance i-0a has a public address, and sg-0a, sg-0b opens port 22 to the whole internet.',
      saves: null,
      level: 'high',
    },
    {
      name: 'SSH from everywhere, and a public address',
      row: open,
      tables: group(rule()),
      says: 'Instance i-0a has a public address, and sg-0a opens port 22 to the whole internet.',
      saves: null,
      level: 'high',
      dimensions: { open_ports: '22', offending_sg_ids: 'sg-0a', reachable: 'true' },
    },
    {
      name: 'a range over both ports, by protocol number, from every IPv6 address in another notation',
      row: instance({ ipv6_addresses: ['2001:db8::1'] }),
      tables: group(rule({ protocol: '6', from_port: 1, to_port: 9000, cidrs: ['0::/0'] })),
      says: 'Instance i-0a has a public address, and sg-0a opens port 22, 3389 to the whole internet.',
      saves: null,
      level: 'high',
    },
    {
      name: 'all protocols of one of its two groups',
      row: instance({ public_ip: '203.0.113.9', security_group_ids: ['sg-0b', 'sg-0a'] }),
      tables: {
        ec2_security_groups: [
          securityGroup({ ingress: [rule({ protocol: '-1', from_port: null, to_port: null })] }),
          securityGroup({ group_id: 'sg-0b' }),
        ],
      },
      says: 'Instance i-0a has a public address, and sg-0a opens port 22, 3389 to the whole internet.',
      saves: null,
    },
    {
      name: 'nobody reaches it: no public address',
      row: instance(),
      tables: group(rule({ from_port: 3389, to_port: 3389 })),
      says: 'Instance i-0a has no public address that it could be reached at now, but sg-0a opens port 3389 to the whole internet.',
      saves: null,
      level: 'medium',
      dimensions: { reachable: 'false' },
    },
    {
      name: 'nobody reaches it: the rule is for IPv6, its address is IPv4',
      row: open,
      tables: group(rule({ cidrs: ['::/0'] })),
      says: 'Instance i-0a has no public address that it could be reached at now, but sg-0a opens port 22 to the whole internet.',
      saves: null,
      level: 'medium',
    },
  ],
  passes: [
    { name: 'HTTPS from everywhere', row: open, tables: group(rule({ from_port: 443, to_port: 443 })) },
    {
      name: 'UDP 3389 is not RDP’s port of administration',
      row: open,
      tables: group(rule({ protocol: 'udp', from_port: 3389, to_port: 3389 })),
    },
    {
      name: 'ICMP types are not ports',
      row: open,
      tables: group(rule({ protocol: 'icmp', from_port: 0, to_port: 255 })),
    },
    {
      name: 'SSH from one range',
      row: open,
      tables: group(rule({ cidrs: ['10.0.0.0/8', '203.0.113.0/24'] })),
    },
    {
      name: 'SSH from another group and a prefix list',
      row: open,
      tables: group(rule({ cidrs: [], group_ids: ['sg-0c'], prefix_list_ids: ['pl-1'] })),
    },
    {
      name: 'terminating',
      row: instance({ state: 'shutting-down', public_ip: '203.0.113.9' }),
      tables: group(rule()),
      skips: 'it is shutting-down',
    },
    { name: 'other ports were chosen', row: open, tables: group(rule()), options: { ports: [5900] } },
  ],
  unknowns: [
    {
      name: 'a group shared by another account',
      row: instance({ security_group_ids: ['sg-0a', 'sg-0f'] }),
      tables: group(),
      because: 'its security group sg-0f is not this account’s',
    },
  ],
});
