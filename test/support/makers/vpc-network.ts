import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** To Secrets Manager, in two zones, three months old. */
export const interfaceEndpoint = maker('ec2_vpc_endpoints', {
  vpc_endpoint_id: 'vpce-0b',
  vpc_id: 'vpc-0a',
  endpoint_type: 'Interface',
  service_name: `com.amazonaws.${REGION}.secretsmanager`,
  state: 'available',
  subnet_ids: ['subnet-0a', 'subnet-0b'],
  service_region: REGION,
  created_at: daysAgo(90),
});
/** A VPC of the account, three months old. */
export const gatewayAttachment = maker('ec2_transit_gateway_attachments', {
  attachment_id: 'tgw-attach-0a',
  transit_gateway_id: 'tgw-0a',
  transit_gateway_owner_id: '111122223333',
  resource_owner_id: ACCOUNT,
  resource_type: 'vpc',
  resource_id: 'vpc-0a',
  state: 'available',
  created_at: daysAgo(90),
});
export const vpnConnection = maker('ec2_vpn_connections', {
  vpn_connection_id: 'vpn-0a',
  state: 'available',
  customer_gateway_id: 'cgw-0a',
  vpn_gateway_id: 'vgw-0a',
});
