import check from '../../../../checks/aws/ec2/capacity-reservation-unused.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { capacityReservation } from '../../../support/makers/ec2.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const of = (platformDetails: string, usd: string) =>
  [ec2InstanceHour(REGION, { instanceType: 'm5.large', platformDetails, tenancy: 'default' }), usd] as const;
const price = of('Linux/UNIX', '0.107');
const free = (n: number) => ({ ec2_capacity_reservation_available: n });
const covered = 'at the on-demand price: Savings Plans and Reserved Instances may cover it';

testCheck(check, {
  fails: [
    {
      name: 'one of four was free at every moment',
      row: capacityReservation(),
      metrics: free(1),
      prices: [price],
      says: 'Capacity Reservation cr-0a holds 4 m5.large (Linux/UNIX) and 1 of them were never used in 14 days, which costs $78.11 a month.',
      saves: '78.110000',
      costs: '78.110000',
      claims: { 'cr-0a/hours': '78.110000' },
      confidence: 85,
      notes: covered,
      dimensions: { instance_type: 'm5.large', availability_zone: 'eu-west-1a', unused_count: '1' },
    },
    {
      name: 'all are free now, three were used once',
      row: capacityReservation({ available_count: 4 }),
      metrics: { ec2_capacity_reservation_available: [4, 4, 4, 4, 1, 4, 4, 4] },
      prices: [price],
      says: 'Capacity Reservation cr-0a holds 4 m5.large (Linux/UNIX) and 1 of them were never used in 8 days, which costs $78.11 a month.',
      saves: '78.110000',
    },
    {
      name: 'metrics were refused: less sure, and said',
      row: capacityReservation({ instance_platform: 'Windows', available_count: 4 }),
      unread: ['metric/ec2_capacity_reservation_available'],
      prices: [of('Windows', '0.2')],
      says: 'Capacity Reservation cr-0a holds 4 m5.large (Windows) and 4 of them are not used, which costs $584.00 a month.',
      saves: '584.000000',
      confidence: 50,
      notes: `how much was used before is not known; ${covered}`,
    },
    {
      name: 'a platform without a price',
      row: capacityReservation({ instance_platform: 'RHEL with HA' }),
      metrics: free(1),
      says: 'Capacity Reservation cr-0a holds 4 m5.large (RHEL with HA) and 1 of them were never used in 14 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'full', row: capacityReservation({ available_count: 0 }) },
    {
      name: 'free now, full yesterday: a standby for scaling out',
      row: capacityReservation(),
      metrics: { ec2_capacity_reservation_available: [1, 1, 1, 1, 1, 1, 1, 0] },
    },
    { name: 'over', row: capacityReservation({ state: 'expired' }), skips: 'it is expired' },
    {
      name: 'shared by another account, which pays',
      row: capacityReservation({ owner_id: '444455556666' }),
      skips: 'account 444455556666 pays for it',
    },
    {
      name: 'a block for training',
      row: capacityReservation({ reservation_type: 'capacity-block' }),
      skips: 'a Capacity Block is paid in advance',
    },
    {
      name: 'on an Outpost',
      row: capacityReservation({ outpost_arn: 'arn:aws:outposts:eu-west-1:111122223333:outpost/op-0a' }),
      skips: 'its Outpost is billed, not the reservation',
    },
    {
      name: 'committed for another month',
      row: capacityReservation({ committed_until: daysAgo(-30) }),
      skips: 'it cannot be cancelled yet',
    },
  ],
  unknowns: [
    {
      name: 'made an hour ago',
      row: capacityReservation({ started_at: daysAgo(0.04) }),
      because: 'it has been active for less than 1 days',
    },
    {
      name: 'without a date',
      row: capacityReservation({ started_at: null }),
      because: 'AWS does not say since when it is active',
    },
  ],
});
