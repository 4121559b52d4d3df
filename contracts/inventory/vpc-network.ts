/** Inventory of what connects VPCs: only the fields that checks use. Endpoints are in ec2.ts. */
import { map, nullable, type RowOf, text, timestamp } from '../table.ts';
import type { tables as ec2 } from './ec2.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const VPC = ['AmazonVPC'];
const tags = map(text('tag value'), 'Tags with their original keys');

const transitGatewayAttachments = inventoryTable({
  name: 'ec2_transit_gateway_attachments',
  comment:
    'Attachments to transit gateways, of the account or of gateways that it owns (DescribeTransitGatewayAttachments)',
  service: 'ec2',
  iamActions: ['ec2:DescribeTransitGatewayAttachments'],
  sortBy: ['attachment_id'],
  resource: {
    service: 'AmazonVPC',
    type: 'transit_gateway_attachment',
    idColumn: 'attachment_id',
    arn: (r, p) => `arn:${p}:ec2:${r.region}:${r.account_id}:transit-gateway-attachment/${r.attachment_id}`,
    billed: [
      { part: 'hours', services: VPC, usage: 'TransitGateway-Hours' },
      { part: 'data_processing', services: VPC, usage: 'TransitGateway-Bytes' },
    ],
  },
  columns: {
    attachment_id: text('tgw-attach-…'),
    transit_gateway_id: text('tgw-…'),
    transit_gateway_owner_id: text('Account of the gateway, which has the metrics'),
    resource_owner_id: text('Account of what is attached, which pays for the hours'),
    resource_type: text('vpc | vpn | direct-connect-gateway | peering | connect | …'),
    resource_id: text('Id of what is attached'),
    state: text('available | pending | deleting | deleted | …'),
    created_at: nullable(timestamp('CreationTime')),
    tags,
  },
});

const vpnConnections = inventoryTable({
  name: 'ec2_vpn_connections',
  comment: 'Site-to-Site VPN connections (DescribeVpnConnections)',
  service: 'ec2',
  iamActions: ['ec2:DescribeVpnConnections'],
  sortBy: ['vpn_connection_id'],
  resource: {
    service: 'AmazonVPC',
    type: 'vpn_connection',
    idColumn: 'vpn_connection_id',
    arn: (r, p) => `arn:${p}:ec2:${r.region}:${r.account_id}:vpn-connection/${r.vpn_connection_id}`,
    billed: [{ part: 'hours', services: VPC, usage: 'VPN-Usage-Hours' }],
  },
  columns: {
    vpn_connection_id: text('vpn-…'),
    state: text('available | pending | deleting | deleted'),
    customer_gateway_id: text('cgw-…'),
    vpn_gateway_id: text('vgw-…, empty for none'),
    transit_gateway_id: text('tgw-…, empty for none'),
    tags,
  },
});

const endpoint = metricSpec<RowOf<typeof ec2.ec2_vpc_endpoints>>();
const attachment = metricSpec<RowOf<typeof transitGatewayAttachments>>();
const vpn = metricSpec<RowOf<typeof vpnConnections>>();

/** Reported in the account of the gateway; the check tells silence there from silence elsewhere. Source: Transit Gateways Guide, "CloudWatch metrics". */
const ofAttachment = {
  table: 'ec2_transit_gateway_attachments',
  namespace: 'AWS/TransitGateway',
  dimension: 'TransitGatewayAttachment',
  column: 'attachment_id',
  also: { TransitGateway: 'transit_gateway_id' },
  statistic: 'Sum',
  period: 86400,
  days: 14,
  silentAtZero: false,
  when: (r: RowOf<typeof transitGatewayAttachments>) =>
    r.state === 'available' && r.resource_type === 'vpc' && r.resource_owner_id === r.account_id,
} as const;

export const metrics = {
  // reported for minutes with traffic, not at all across regions. Source: AWS PrivateLink Guide, "CloudWatch metrics"
  vpc_endpoint_bytes: endpoint({
    table: 'ec2_vpc_endpoints',
    namespace: 'AWS/PrivateLinkEndpoints',
    metric: 'BytesProcessed',
    dimension: 'VPC Endpoint Id',
    column: 'vpc_endpoint_id',
    also: { 'VPC Id': 'vpc_id', 'Endpoint Type': 'endpoint_type', 'Service Name': 'service_name' },
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: true,
    when: (r) =>
      /^(Interface|GatewayLoadBalancer)$/.test(r.endpoint_type) &&
      r.state === 'available' &&
      (r.service_region === '' || r.service_region === r.region),
  }),
  transit_gateway_attachment_bytes_in: attachment({ ...ofAttachment, metric: 'BytesIn' }),
  transit_gateway_attachment_bytes_out: attachment({ ...ofAttachment, metric: 'BytesOut' }),
  // 0 down, 1 up or established. Source: Site-to-Site VPN Guide, "Monitor tunnels using CloudWatch"
  vpn_tunnel_state_maximum: vpn({
    table: 'ec2_vpn_connections',
    namespace: 'AWS/VPN',
    metric: 'TunnelState',
    dimension: 'VpnId',
    column: 'vpn_connection_id',
    statistic: 'Maximum',
    period: 86400,
    days: 14,
    silentAtZero: false,
    when: (r) => r.state === 'available',
  }),
} as const;

export const tables = {
  ec2_transit_gateway_attachments: transitGatewayAttachments,
  ec2_vpn_connections: vpnConnections,
} as const;
