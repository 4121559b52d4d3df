import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { perMonth } from '../../../contracts/money.ts';
import type { PriceRequest } from '../../../contracts/price.ts';
import { ec2InstanceHour } from '../../../prices/aws/ec2.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

/** Platforms that have the name that DescribeInstances has. Source: EC2 API Reference, CapacityReservation. */
const PRICED = new Set([
  'Linux/UNIX',
  'Red Hat Enterprise Linux',
  'Windows',
  'Windows with SQL Server Standard',
  'Windows with SQL Server Enterprise',
  'Windows with SQL Server Web',
]);
const requests = (r: Row<'ec2_capacity_reservations'>): PriceRequest[] =>
  PRICED.has(r.instance_platform)
    ? [
        ec2InstanceHour(r.region, {
          instanceType: r.instance_type,
          platformDetails: r.instance_platform,
          tenancy: r.tenancy,
        }),
      ]
    : [];

export default defineCheck({
  id: 'aws.ec2.capacity.reservations.unused',
  title: 'Capacity Reservation is not used',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'high', score: 680 },
  table: 'ec2_capacity_reservations',
  optionalMetrics: ['ec2_capacity_reservation_available'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z.int().min(1).default(1).describe('Whole days that it has been active'),
  }),
  messages: {
    unused:
      'Capacity Reservation {id} holds {total} {type} ({platform}) and {unused} of them were never used in {days} days[, which costs {savings} a month].',
    unusedNow:
      'Capacity Reservation {id} holds {total} {type} ({platform}) and {unused} of them are not used[, which costs {savings} a month].',
  },
  why: 'A reserved instance is billed at the on-demand price whether or not it runs.',
  fix: 'Reduce the number of instances, or cancel the reservation.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservations-pricing-billing.html'],
  prices: (row) => requests(row),
  evaluate(row, ctx) {
    if (row.state !== 'active') return skip(`it is ${row.state}`);
    if (row.owner_id !== row.account_id) return skip(`account ${row.owner_id} pays for it`);
    if (row.reservation_type === 'capacity-block') return skip('a Capacity Block is paid in advance');
    if (row.outpost_arn !== '') return skip('its Outpost is billed, not the reservation');
    if (row.available_count <= 0) return pass;
    const committed = row.committed_until === null ? 0 : Date.parse(row.committed_until);
    if (committed > ctx.asOf) return skip('it cannot be cancelled yet');
    const { minimumAgeDays } = ctx.options;
    const age = ageDays(row.started_at, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say since when it is active');
    if (age < minimumAgeDays) return unknown(`it has been active for less than ${minimumAgeDays} days`);
    const series = ctx.optionalMetric('ec2_capacity_reservation_available');
    const daily = series ? since(series, row.started_at) : [];
    // what is free at every moment that was measured, and now
    const unused = Math.floor(Math.min(row.available_count, ...daily));
    if (unused <= 0) return pass;
    const [request] = requests(row);
    const price = request && ctx.price(request);
    const savings = price && perMonth(price.usd).times(unused);
    return fail({
      message: daily.length > 0 ? 'unused' : 'unusedNow',
      values: {
        id: row.capacity_reservation_id,
        total: row.total_count,
        type: row.instance_type,
        platform: row.instance_platform,
        unused,
        days: daily.length,
        savings,
      },
      monthlyCost: savings,
      claims: [{ part: 'hours', monthlySavings: savings }],
      confidence: least(daily.length >= 7 ? 85 : 50, price?.confidence ?? 60),
      notes: notesOf(
        daily.length > 0 ? '' : 'how much was used before is not known',
        'at the on-demand price: Savings Plans and Reserved Instances may cover it',
        price?.note,
      ),
      dimensions: {
        instance_type: row.instance_type,
        availability_zone: row.availability_zone,
        unused_count: String(unused),
      },
    });
  },
});
