import check from '../../../../checks/aws/nat/gateway-cross-az.ts';
import { natGateway, routeTable, subnet } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const zones = [
  subnet(),
  subnet({ subnet_id: 'subnet-0b', availability_zone: 'eu-west-1b' }),
  subnet({ subnet_id: 'subnet-0c', availability_zone: 'eu-west-1a' }),
];
const internet = { destination: '0.0.0.0/0', target: 'igw-0a', state: 'active' };
const egressOnly = { destination: '::/0', target: 'eigw-0a', state: 'active' };
const nat = { destination: '0.0.0.0/0', target: 'nat-0a', state: 'active' };
const many = ['d', 'e', 'f', 'g', 'h', 'i'].map((n) =>
  subnet({ subnet_id: `subnet-0${n}`, availability_zone: 'eu-west-1c' }),
);

testCheck(check, {
  fails: [
    {
      name: 'a subnet of another zone',
      row: natGateway(),
      tables: { ec2_route_tables: [routeTable()], ec2_subnets: zones },
      says: 'NAT gateway nat-0a in eu-west-1a serves 1 subnet(s) of other zones: subnet-0b (eu-west-1b).',
      saves: null,
      level: 'low',
      dimensions: { vpc_id: 'vpc-0a', nat_az: 'eu-west-1a', sample_subnets: 'subnet-0b (eu-west-1b)' },
    },
    {
      name: 'through the main route table, which subnets use that are in no other; IPv6 leaves by itself',
      row: natGateway(),
      tables: {
        ec2_route_tables: [
          routeTable({ main: true, subnet_ids: [], routes: [nat, egressOnly] }),
          routeTable({
            route_table_id: 'rtb-0b',
            subnet_ids: ['subnet-0a'],
            nat_gateway_ids: [],
            routes: [internet],
          }),
        ],
        ec2_subnets: [
          ...zones,
          subnet({ subnet_id: 'subnet-0z', vpc_id: 'vpc-0z', availability_zone: 'eu-west-1c' }),
        ],
      },
      says: 'NAT gateway nat-0a in eu-west-1a serves 1 subnet(s) of other zones: subnet-0b (eu-west-1b).',
      saves: null,
    },
    {
      name: 'five are named at most',
      row: natGateway(),
      tables: {
        ec2_route_tables: [routeTable({ subnet_ids: many.map((s) => s.subnet_id) })],
        ec2_subnets: [...zones, ...many],
      },
      says: 'NAT gateway nat-0a in eu-west-1a serves 6 subnet(s) of other zones: subnet-0d (eu-west-1c), subnet-0e (eu-west-1c), subnet-0f (eu-west-1c), subnet-0g (eu-west-1c), subnet-0h (eu-west-1c) ….',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'each zone has its own',
      row: natGateway(),
      tables: {
        ec2_route_tables: [
          routeTable({ subnet_ids: ['subnet-0c'] }),
          routeTable({ route_table_id: 'rtb-0b', nat_gateway_ids: ['nat-0b'], routes: [] }),
        ],
        ec2_subnets: zones,
      },
    },
    {
      name: 'a public subnet’s table that sends one range through it',
      row: natGateway(),
      tables: {
        ec2_route_tables: [routeTable({ routes: [internet, { ...nat, destination: '198.51.100.0/24' }] })],
        ec2_subnets: zones,
      },
    },
    {
      name: 'the main table, when every subnet has its own',
      row: natGateway(),
      tables: {
        ec2_route_tables: [
          routeTable({ main: true, subnet_ids: [] }),
          routeTable({
            route_table_id: 'rtb-0b',
            subnet_ids: zones.map((s) => s.subnet_id),
            nat_gateway_ids: [],
            routes: [internet],
          }),
        ],
        ec2_subnets: zones,
      },
    },
    {
      name: 'a regional gateway is in every zone',
      row: natGateway({ availability_mode: 'regional', subnet_id: '' }),
      tables: { ec2_route_tables: [routeTable()], ec2_subnets: zones },
      skips: 'a regional gateway',
    },
    {
      name: 'deleting',
      row: natGateway({ state: 'deleting' }),
      tables: { ec2_route_tables: [routeTable()], ec2_subnets: zones },
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'in a subnet that another account shares',
      row: natGateway({ subnet_id: 'subnet-0f' }),
      tables: { ec2_route_tables: [routeTable()], ec2_subnets: zones },
      because: 'its own subnet is not in the list',
    },
  ],
});
