import check from '../../../../checks/aws/vpc-network/endpoint-idle.ts';
import { vpcEndpointHour } from '../../../../prices/aws/vpc-network.ts';
import { interfaceEndpoint } from '../../../support/makers/vpc-network.ts';
import { daysAgo, REGION, vpcEndpoint } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [vpcEndpointHour(REGION, { type: 'Interface' }), '0.011'] as const;

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight, and billed in two zones',
      row: interfaceEndpoint(),
      prices: [price],
      says: 'VPC endpoint vpce-0b to com.amazonaws.eu-west-1.secretsmanager in vpc-0a moved next to nothing in 14 days, in 2 zone(s), and costs $16.06 a month.',
      saves: '16.060000',
      claims: { 'vpce-0b/hours': '16.060000' },
      confidence: 80,
      dimensions: { vpc_id: 'vpc-0a' },
    },
    {
      name: 'of a Gateway Load Balancer, with a price of its own',
      row: interfaceEndpoint({
        endpoint_type: 'GatewayLoadBalancer',
        service_name: 'com.amazonaws.vpce.eu-west-1.vpce-svc-0a',
        service_region: '',
        subnet_ids: ['subnet-0a'],
        created_at: daysAgo(8),
      }),
      prices: [[vpcEndpointHour(REGION, { type: 'GatewayLoadBalancer' }), '0.01']],
      says: 'VPC endpoint vpce-0b to com.amazonaws.vpce.eu-west-1.vpce-svc-0a in vpc-0a moved next to nothing in 7 days, in 1 zone(s), and costs $7.30 a month.',
      saves: '7.300000',
    },
    {
      name: 'its subnets are not told, its interfaces are',
      row: interfaceEndpoint({ subnet_ids: [], network_interface_ids: ['eni-0a', 'eni-0b', 'eni-0c'] }),
      prices: [price],
      says: 'VPC endpoint vpce-0b to com.amazonaws.eu-west-1.secretsmanager in vpc-0a moved next to nothing in 14 days, in 3 zone(s), and costs $24.09 a month.',
      saves: '24.090000',
    },
    {
      name: 'neither is told: nothing is claimed',
      row: interfaceEndpoint({ subnet_ids: [] }),
      prices: [price],
      says: 'VPC endpoint vpce-0b to com.amazonaws.eu-west-1.secretsmanager in vpc-0a moved next to nothing in 14 days.',
      saves: null,
      notes: 'AWS does not say in how many zones it is',
    },
    {
      name: 'no price, no savings',
      row: interfaceEndpoint(),
      says: 'VPC endpoint vpce-0b to com.amazonaws.eu-west-1.secretsmanager in vpc-0a moved next to nothing in 14 days, in 2 zone(s).',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'a single call in a fortnight',
      row: interfaceEndpoint(),
      metrics: { vpc_endpoint_bytes: [4_000, ...new Array<null>(13).fill(null)] },
    },
    { name: 'a gateway endpoint costs nothing', row: vpcEndpoint(), skips: 'it is not billed by the hour' },
    {
      name: 'a service made it for itself',
      row: interfaceEndpoint({ requester_managed: true }),
      skips: 'a service of AWS manages it',
    },
    {
      name: 'to another region: silence is no evidence',
      row: interfaceEndpoint({ service_region: 'us-east-1' }),
      skips: 'endpoints to other regions publish no metrics',
    },
    {
      name: 'it waits for the other side',
      row: interfaceEndpoint({ state: 'pendingacceptance' }),
      skips: 'it is pendingacceptance',
    },
  ],
  unknowns: [
    {
      name: 'new',
      row: interfaceEndpoint({ created_at: daysAgo(2) }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: interfaceEndpoint({ created_at: daysAgo(7) }),
      because: 'its traffic is known for 6 days, 7 are needed',
    },
  ],
});
