/** What connects VPCs, over the wire: endpoints, attachments, VPN connections, and the dimensions of their metrics. */
import {
  CreateCustomerGatewayCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpcEndpointCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { afterAll, expect, test, vi } from 'vitest';
import { inventoryTables, type MetricName, type TableName } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const region = 'eu-west-1';
const asOf = '2026-11-25T10:30:00.000Z';
const tables: TableName[] = ['ec2_vpc_endpoints', 'ec2_transit_gateway_attachments', 'ec2_vpn_connections'];
const metrics: MetricName[] = [
  'vpc_endpoint_bytes',
  'transit_gateway_attachment_bytes_in',
  'vpn_tunnel_state_maximum',
];

afterAll(() => vi.unstubAllEnvs());

test('they are read by their fields, and their series by their dimensions', async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  const ec2 = new EC2Client({ region, endpoint: aws.url, credentials: await account.credentials() });
  const VpcId = (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
  const subnet = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const SubnetId = subnet.Subnet?.SubnetId ?? '';
  const ServiceName = `com.amazonaws.${region}.secretsmanager`;
  const made = await ec2.send(
    new CreateVpcEndpointCommand({ VpcId, ServiceName, VpcEndpointType: 'Interface', SubnetIds: [SubnetId] }),
  );
  const endpoint = made.VpcEndpoint?.VpcEndpointId ?? '';
  const peer = await ec2.send(
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', PublicIp: '192.0.2.1', BgpAsn: 65_000 }),
  );
  const CustomerGatewayId = peer.CustomerGateway?.CustomerGatewayId ?? '';
  const VpnGatewayId =
    (await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }))).VpnGateway?.VpnGatewayId ?? '';
  const vpn =
    (await ec2.send(new CreateVpnConnectionCommand({ Type: 'ipsec.1', CustomerGatewayId, VpnGatewayId })))
      .VpnConnection?.VpnConnectionId ?? '';
  await account.plant('ec2', 'DescribeTransitGatewayAttachments', {
    result: {
      TransitGatewayAttachments: [
        {
          TransitGatewayAttachmentId: 'tgw-attach-1',
          TransitGatewayId: 'tgw-1',
          ResourceOwnerId: account.id,
          TransitGatewayOwnerId: account.id,
          ResourceType: 'vpc',
          ResourceId: VpcId,
          State: 'available',
          CreationTime: '2026-03-01T08:00:00Z',
          Tags: [{ Key: 'Name', Value: 'spoke' }],
        },
        { TransitGatewayId: 'tgw-1' },
      ],
    },
  });
  const daily = (namespace: string, metric: string, dimensions: Record<string, string>) => ({
    namespace,
    metric,
    dimensions,
    start: '2026-11-24T00:00:00Z',
    period: 86_400,
    values: [7],
  });
  await account.metrics(region, [
    daily('AWS/PrivateLinkEndpoints', 'BytesProcessed', {
      'VPC Id': VpcId,
      'VPC Endpoint Id': endpoint,
      'Endpoint Type': 'Interface',
      'Service Name': ServiceName,
    }),
    daily('AWS/TransitGateway', 'BytesIn', {
      TransitGateway: 'tgw-1',
      TransitGatewayAttachment: 'tgw-attach-1',
    }),
    daily('AWS/VPN', 'TunnelState', { VpnId: vpn }),
  ]);
  await asUser(aws.url, account);
  const connected = await signIn();
  const read = await discover({ scopes: connected.scopes, tables, metrics, asOf });
  connected.close();
  expect(read.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  for (const table of tables)
    for (const row of read.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(read.tables.ec2_vpc_endpoints).toMatchObject([
    {
      vpc_endpoint_id: endpoint,
      endpoint_type: 'Interface',
      service_name: ServiceName,
      state: 'available',
      subnet_ids: [SubnetId],
      requester_managed: false,
      created_at: expect.stringMatching(/^20/),
    },
  ]);
  expect(read.tables.ec2_transit_gateway_attachments).toMatchObject([
    {
      attachment_id: 'tgw-attach-1',
      transit_gateway_id: 'tgw-1',
      resource_owner_id: account.id,
      transit_gateway_owner_id: account.id,
      resource_type: 'vpc',
      resource_id: VpcId,
      state: 'available',
      created_at: '2026-03-01T08:00:00.000Z',
      tags: { Name: 'spoke' },
    },
  ]);
  expect(read.tables.ec2_vpn_connections).toMatchObject([
    {
      vpn_connection_id: vpn,
      state: 'available',
      customer_gateway_id: CustomerGatewayId,
      vpn_gateway_id: VpnGatewayId,
      transit_gateway_id: '',
    },
  ]);
  expect(read.metrics.map((m) => [m.metric, m.resource_id, m.values.at(-1)])).toEqual(
    expect.arrayContaining([
      ['vpc_endpoint_bytes', endpoint, 7],
      ['transit_gateway_attachment_bytes_in', 'tgw-attach-1', 7],
      ['vpn_tunnel_state_maximum', vpn, 7],
    ]),
  );
});
