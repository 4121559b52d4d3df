import check from '../../../../checks/aws/nat/gateway-high-data.ts';
import { natGatewayGib, natGatewayHour } from '../../../../prices/aws/vpc.ts';
import { daysAgo, natGateway, REGION, routeTable, vpcEndpoint } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [
  [natGatewayHour(REGION, {}), '0.048'],
  [natGatewayGib(REGION, {}), '0.048'],
] as const;
const GIB = 1024 ** 3;
const tenGibADay = {
  nat_gateway_bytes_out_to_destination: 4 * GIB,
  nat_gateway_bytes_in_from_destination: 6 * GIB,
} as const;
const routed = { ec2_route_tables: [routeTable()] };
const s3 = vpcEndpoint();
const dynamodb = vpcEndpoint({
  vpc_endpoint_id: 'vpce-0b',
  service_name: 'com.amazonaws.eu-west-1.dynamodb',
});

testCheck(check, {
  fails: [
    {
      name: 'an interface endpoint is billed as well, and a gateway endpoint that is not there yet is none',
      row: natGateway(),
      tables: {
        ...routed,
        ec2_vpc_endpoints: [
          vpcEndpoint({ endpoint_type: 'Interface' }),
          vpcEndpoint({ ...dynamodb, state: 'pending' }),
        ],
      },
      metrics: tenGibADay,
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month, and its route tables have no gateway endpoint for S3 and DynamoDB.',
      saves: null,
    },
    {
      name: 'no route table names it, so none can have the endpoints; the price of a GiB alone is not enough',
      row: natGateway(),
      tables: { ec2_vpc_endpoints: [s3, dynamodb] },
      metrics: tenGibADay,
      prices: [[natGatewayGib(REGION, {}), '0.048']],
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month, and its route tables have no gateway endpoint for S3 and DynamoDB.',
      saves: null,
    },
    {
      name: 'eight days old, with seven whole ones, exactly at the limit',
      row: natGateway({ created_at: daysAgo(8) }),
      tables: routed,
      metrics: { nat_gateway_bytes_out_to_destination: 10 * GIB },
      options: { minimumMonthlyGib: 300 },
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month, and its route tables have no gateway endpoint for S3 and DynamoDB.',
      saves: null,
    },
    {
      name: 'no endpoints; how much would go through them is not known, so nothing is claimed',
      row: natGateway(),
      tables: routed,
      metrics: tenGibADay,
      prices,
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month for $14.40, and its route tables have no gateway endpoint for S3 and DynamoDB.',
      saves: null,
      costs: '49.440000',
      notes: 'no savings are claimed: up to $14.40 a month, if all of the traffic goes to S3 and DynamoDB',
      dimensions: { vpc_id: 'vpc-0a', estimated_monthly_gib: '300.00' },
    },
    {
      name: 'an endpoint for DynamoDB only',
      row: natGateway(),
      tables: { ...routed, ec2_vpc_endpoints: [dynamodb] },
      metrics: tenGibADay,
      prices,
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month for $14.40, and its route tables have no gateway endpoint for S3.',
      saves: null,
    },
    {
      name: 'endpoints that one of its route tables does not use; no price',
      row: natGateway(),
      tables: {
        ec2_route_tables: [routeTable(), routeTable({ route_table_id: 'rtb-0b', subnet_ids: ['subnet-0c'] })],
        ec2_vpc_endpoints: [s3, dynamodb],
      },
      metrics: tenGibADay,
      says: 'NAT gateway nat-0a in vpc-0a processes 300 GiB a month, and its route tables have no gateway endpoint for S3 and DynamoDB.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'an endpoint for S3: an account need not use DynamoDB',
      row: natGateway(),
      tables: { ...routed, ec2_vpc_endpoints: [s3] },
      metrics: tenGibADay,
    },
    {
      name: 'both endpoints',
      row: natGateway(),
      tables: { ...routed, ec2_vpc_endpoints: [s3, dynamodb] },
      metrics: tenGibADay,
    },
    {
      name: 'little traffic: days of silence are days of zero',
      row: natGateway(),
      tables: routed,
      metrics: { nat_gateway_bytes_out_to_destination: [20 * GIB, 20 * GIB] },
    },
    {
      name: 'deleted, though it was busy',
      row: natGateway({ state: 'deleted' }),
      tables: routed,
      metrics: tenGibADay,
      skips: 'it is deleted',
    },
  ],
  unknowns: [
    {
      name: 'three days old',
      row: natGateway({ created_at: daysAgo(3) }),
      tables: routed,
      metrics: tenGibADay,
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: natGateway({ created_at: daysAgo(7) }),
      tables: routed,
      metrics: tenGibADay,
      because: 'its traffic is known for 6 days, 7 are needed',
    },
  ],
});
