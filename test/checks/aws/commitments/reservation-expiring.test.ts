import check from '../../../../checks/aws/commitments/reservation-expiring.ts';
import { reservation, reservationUse } from '../../../support/makers/commitments.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const ending = { ends_at: daysAgo(-10) };
const queued = reservation({
  reserved_instances_id: 'ri-0b',
  state: 'queued',
  starts_at: daysAgo(-10),
  ends_at: daysAgo(-375),
});

testCheck(check, {
  fails: [
    {
      name: 'in ten days, and it is used',
      row: reservation(ending),
      tables: { ce_reservation_utilization: [reservationUse()] },
      says: 'Reservation ri-0a of 2 × m5.large (Linux/UNIX) ends in 10 days; at On-Demand rates its use costs $7.30 a month more.',
      saves: null,
      costs: '73.000000',
      confidence: 90,
      notes: 'renewing keeps a price and saves nothing more',
      dimensions: { instance_type: 'm5.large' },
    },
    {
      name: 'Cost Explorer was refused',
      row: reservation(ending),
      unread: ['ce_reservation_utilization'],
      says: 'Reservation ri-0a of 2 × m5.large (Linux/UNIX) ends in 10 days.',
      saves: null,
      costs: '0.000000',
      confidence: 70,
      notes:
        'renewing keeps a price and saves nothing more; Cost Explorer does not say how much of it is used',
    },
    {
      name: 'one of two is queued',
      row: reservation(ending),
      tables: {
        commitments_ec2_reserved_instances: [{ ...queued, instance_count: 1 }],
        ce_reservation_utilization: [reservationUse({ net_savings: '-1' })],
      },
      says: 'Reservation ri-0a of 2 × m5.large (Linux/UNIX) ends in 10 days.',
      saves: null,
      notes: 'renewing keeps a price and saves nothing more; what is queued is less than what ends',
    },
    {
      name: 'two end and one is renewed',
      row: reservation(ending),
      tables: {
        commitments_ec2_reserved_instances: [
          reservation({ ...ending, reserved_instances_id: 'ri-0d', instance_count: 1 }),
          queued,
        ],
      },
      says: 'Reservation ri-0a of 2 × m5.large (Linux/UNIX) ends in 10 days.',
      saves: null,
    },
    {
      name: 'what is queued is for Windows, or begins a month later',
      row: reservation(ending),
      tables: {
        commitments_ec2_reserved_instances: [
          { ...queued, product_description: 'Windows' },
          { ...queued, reserved_instances_id: 'ri-0c', starts_at: daysAgo(-40) },
        ],
      },
      says: 'Reservation ri-0a of 2 × m5.large (Linux/UNIX) ends in 10 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'in a hundred days', row: reservation() },
    {
      name: 'its renewal is queued',
      row: reservation(ending),
      tables: { commitments_ec2_reserved_instances: [queued] },
    },
    {
      name: 'hardly used: let it end',
      row: reservation(ending),
      tables: { ce_reservation_utilization: [reservationUse({ utilization_percent: 6 })] },
    },
    { name: 'queued itself', row: queued, skips: 'it is queued' },
    { name: 'over', row: reservation({ ends_at: daysAgo(1) }), skips: 'its term has ended' },
  ],
  unknowns: [{ name: 'no end', row: reservation({ ends_at: null }), because: 'when it ends is not known' }],
});
