import check from '../../../../checks/aws/nat/gateway-orphaned.ts';
import { natGatewayHour } from '../../../../prices/aws/vpc.ts';
import { daysAgo, natGateway, REGION, routeTable } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [natGatewayHour(REGION, {}), '0.048'] as const;

testCheck(check, {
  fails: [
    {
      name: 'no route names it',
      row: natGateway(),
      tables: { ec2_route_tables: [routeTable({ nat_gateway_ids: ['nat-0b'] })] },
      prices: [price],
      says: 'NAT gateway nat-0a in vpc-0a is in no route table, is 90 days old and costs $35.04 a month.',
      saves: '35.040000',
      claims: { 'nat-0a/hours': '35.040000' },
      notes: '',
      dimensions: { vpc_id: 'vpc-0a', subnet_id: 'subnet-0a' },
    },
    {
      name: 'a regional one, billed by zone',
      row: natGateway({ availability_mode: 'regional', subnet_id: '' }),
      prices: [price],
      says: 'NAT gateway nat-0a in vpc-0a is in no route table, is 90 days old and costs $35.04 a month.',
      saves: '35.040000',
      notes: 'a regional gateway is billed for every zone it is in; one is counted',
    },
    {
      name: 'no price, no savings',
      row: natGateway({ created_at: daysAgo(1) }),
      says: 'NAT gateway nat-0a in vpc-0a is in no route table, is 1 days old and is billed by the hour.',
      saves: null,
    },
  ],
  passes: [
    { name: 'a route names it', row: natGateway(), tables: { ec2_route_tables: [routeTable()] } },
    ...['pending', 'failed', 'deleting', 'deleted'].map((state) => ({
      name: `${state}: not billed, or not for long`,
      row: natGateway({ state }),
      skips: `it is ${state}`,
    })),
  ],
  unknowns: [
    {
      name: 'created an hour ago, its routes may come',
      row: natGateway({ created_at: daysAgo(0.04) }),
      because: 'it was created less than 1 day(s) ago',
    },
  ],
});
