import check from '../../../../checks/aws/nat/gateway-idle.ts';
import { natGatewayHour } from '../../../../prices/aws/vpc.ts';
import { daysAgo, natGateway, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [natGatewayHour(REGION, {}), '0.048'] as const;
const busyDay = [...new Array<null>(6).fill(null), 1_048_576, ...new Array<null>(7).fill(null)];

testCheck(check, {
  fails: [
    {
      name: 'silent: AWS publishes nothing for a gateway without traffic',
      row: natGateway(),
      prices: [price],
      says: 'NAT gateway nat-0a in vpc-0a moved next to nothing in 14 days and costs $35.04 a month.',
      saves: '35.040000',
      claims: { 'nat-0a/hours': '35.040000' },
      confidence: 85,
      dimensions: { vpc_id: 'vpc-0a' },
    },
    {
      name: 'just below the limit on every day, both directions together',
      row: natGateway({ created_at: daysAgo(8) }),
      metrics: {
        nat_gateway_bytes_out_to_destination: 524_288,
        nat_gateway_bytes_in_from_destination: 524_287,
      },
      prices: [price],
      says: 'NAT gateway nat-0a in vpc-0a moved next to nothing in 7 days and costs $35.04 a month.',
      saves: '35.040000',
    },
    {
      name: 'connections were refused: bytes alone say it',
      row: natGateway(),
      unread: ['metric/nat_gateway_active_connections'],
      prices: [price],
      says: 'NAT gateway nat-0a in vpc-0a moved next to nothing in 14 days and costs $35.04 a month.',
      saves: '35.040000',
      confidence: 75,
    },
    {
      name: 'no price, no savings',
      row: natGateway(),
      says: 'NAT gateway nat-0a in vpc-0a moved next to nothing in 14 days and is billed by the hour.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'one busy day in a fortnight counts',
      row: natGateway(),
      metrics: { nat_gateway_bytes_out_to_destination: busyDay },
    },
    {
      name: 'no bytes, but connections are held open',
      row: natGateway(),
      metrics: { nat_gateway_active_connections: [1] },
    },
    { name: 'failed', row: natGateway({ state: 'failed' }), skips: 'it is failed' },
  ],
  unknowns: [
    {
      name: 'created three days ago: silence is not a fortnight of it',
      row: natGateway({ created_at: daysAgo(3) }),
      because: 'it was created less than 7 days ago',
    },
    {
      name: 'seven days old, with six whole ones',
      row: natGateway({ created_at: daysAgo(7) }),
      because: 'its traffic is known for 6 days, 7 are needed',
    },
  ],
});
