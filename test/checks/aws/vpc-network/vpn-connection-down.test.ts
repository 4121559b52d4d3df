import check from '../../../../checks/aws/vpc-network/vpn-connection-down.ts';
import { vpnConnectionHour } from '../../../../prices/aws/vpc-network.ts';
import { vpnConnection } from '../../../support/makers/vpc-network.ts';
import { REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [vpnConnectionHour(REGION, {}), '0.05'] as const;
const down = { vpn_tunnel_state_maximum: 0 };

testCheck(check, {
  fails: [
    {
      name: 'down for a fortnight',
      row: vpnConnection(),
      metrics: down,
      prices: [price],
      says: 'No tunnel of VPN connection vpn-0a to cgw-0a was up on any of 14 days, and it costs $36.50 a month.',
      saves: '36.500000',
      claims: { 'vpn-0a/hours': '36.500000' },
      confidence: 90,
      dimensions: { vpn_gateway_id: 'vgw-0a', customer_gateway_id: 'cgw-0a' },
    },
    {
      name: 'on a transit gateway; no price, no savings',
      row: vpnConnection({ vpn_gateway_id: '', transit_gateway_id: 'tgw-0a' }),
      metrics: down,
      says: 'No tunnel of VPN connection vpn-0a to cgw-0a was up on any of 14 days.',
      saves: null,
      notes: 'the hours of its transit gateway attachment come on top',
      dimensions: { transit_gateway_id: 'tgw-0a' },
    },
  ],
  passes: [
    {
      name: 'up without traffic: it waits behind Direct Connect',
      row: vpnConnection(),
      metrics: { vpn_tunnel_state_maximum: 1 },
    },
    {
      name: 'one tunnel was up for a part of one day',
      row: vpnConnection(),
      metrics: { vpn_tunnel_state_maximum: [0.5, ...new Array<number>(13).fill(0)] },
    },
    {
      name: 'it is going',
      row: vpnConnection({ state: 'deleting' }),
      metrics: down,
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'new: its other end is being set up',
      row: vpnConnection(),
      metrics: { vpn_tunnel_state_maximum: [0, 0, 0] },
      because: 'the state of its tunnels is known for 3 days, 10 are needed',
    },
    {
      name: 'nothing was published',
      row: vpnConnection(),
      because: 'the state of its tunnels is known for 0 days, 10 are needed',
    },
  ],
});
