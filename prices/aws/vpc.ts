/** Prices of VPC. Attribute names and values as in the AmazonVPC and AmazonEC2 offers. */
import { Big } from '../../contracts/money.ts';
import { bundled } from '../_lib/bundled.ts';
import * as t from '../_lib/bundled-table.ts';
import { exactly, HOURS } from '../_lib/price-list.ts';
import { definePrice } from '../define-price.ts';

export const publicIpv4Hour = definePrice<{ state: 'idle' | 'in_use' }>({
  kind: 'vpc.public_ipv4.hour',
  says: 'a public IPv4 address, per hour',
  list: (a, region) => {
    return {
      serviceCode: 'AmazonVPC',
      filters: { regionCode: region, group: 'VPCPublicIPv4Address' },
      usageType: exactly(a.state === 'in_use' ? 'PublicIPv4:InUseAddress' : 'PublicIPv4:IdleAddress'),
      units: HOURS,
    };
  },
  bundled: bundled((_a, _region, _prices) => {
    return { usd: new Big(t.PUBLIC_IPV4), unit: 'Hrs' };
  }),
});

export const natGatewayHour = definePrice({
  kind: 'vpc.nat_gateway.hour',
  says: 'a NAT gateway, per hour',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonEC2',
      filters: { regionCode: region, productFamily: 'NAT Gateway' },
      usageType: exactly('NatGateway-Hours'),
      units: HOURS,
    };
  },
  bundled: bundled((_a, _region, prices) => {
    return { usd: new Big(prices.nat), unit: 'Hrs' };
  }),
});

export const natGatewayGib = definePrice({
  kind: 'vpc.nat_gateway.gib',
  says: 'data through a NAT gateway, per GiB',
  list: (_a, region) => {
    return {
      serviceCode: 'AmazonEC2',
      filters: { regionCode: region, productFamily: 'NAT Gateway' },
      usageType: exactly('NatGateway-Bytes'),
      units: { GB: 1 },
    };
  },
  bundled: bundled((_a, _region, prices) => {
    return { usd: new Big(prices.nat), unit: 'GB' };
  }),
});
