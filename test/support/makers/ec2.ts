/** Rows of EC2 beside those that most tests need. */
import { ACCOUNT, daysAgo, maker } from '../makers.ts';

/** Four m5.large on demand, three months old, one of them free. */
export const capacityReservation = maker('ec2_capacity_reservations', {
  capacity_reservation_id: 'cr-0a',
  owner_id: ACCOUNT,
  reservation_type: 'default',
  instance_type: 'm5.large',
  instance_platform: 'Linux/UNIX',
  tenancy: 'default',
  availability_zone: 'eu-west-1a',
  state: 'active',
  total_count: 4,
  available_count: 1,
  started_at: daysAgo(90),
});
