/** Prices of what connects VPCs. Attribute names and values as in the AmazonVPC offer; figures of VPC, Transit Gateway and VPN pricing. */
import { virginia } from '../_lib/bundled.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

export const vpcEndpointHour = definePrice<{ type: 'Interface' | 'GatewayLoadBalancer' }>({
  kind: 'vpc.endpoint.hour',
  says: 'a VPC endpoint, per hour and zone',
  list: (a, region) => {
    return {
      serviceCode: 'AmazonVPC',
      filters: { regionCode: region, productFamily: 'VpcEndpoint', operation: 'VpcEndpoint' },
      usageType: exactly(a.type === 'Interface' ? 'VpcEndpoint-Hours' : 'VpcEndpoint-GWLBE-Hours'),
      units: HOURS,
    };
  },
  bundled: virginia('0.01', 'Hrs'),
});

export const transitGatewayAttachmentHour = definePrice({
  kind: 'vpc.transit_gateway_attachment.hour',
  says: 'a VPC that is attached to a transit gateway, per hour',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonVPC',
      filters: { regionCode: region, operation: 'TransitGatewayVPC' },
      usageType: exactly('TransitGateway-Hours'),
      units: HOURS,
    };
  },
  bundled: virginia('0.05', 'Hrs'),
});

export const vpnConnectionHour = definePrice({
  kind: 'vpc.vpn_connection.hour',
  says: 'a Site-to-Site VPN connection, per hour',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonVPC',
      filters: { regionCode: region, operation: 'CreateVpnConnection' },
      usageType: exactly('VPN-Usage-Hours:ipsec\\.1'),
      units: HOURS,
    };
  },
  bundled: virginia('0.05', 'Hrs'),
});
