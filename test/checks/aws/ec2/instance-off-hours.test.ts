import { expect, test } from 'vitest';
import { hoursInStretches, weekOf } from '../../../../checks/aws/_lib/off-hours.ts';
import check from '../../../../checks/aws/ec2/instance-off-hours.ts';
import { ec2InstanceHour } from '../../../../prices/aws/ec2.ts';
import { daysAgo, instance, REGION, series } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const price = [
  ec2InstanceHour(REGION, {
    instanceType: 'm5.xlarge',
    platformDetails: 'Linux/UNIX',
    tenancy: 'default',
  }),
  '0.214',
] as const;
const dev = (over: Parameters<typeof instance>[0] = {}) => instance({ tags: { env: 'dev' }, ...over });
/** The window starts on Wednesday 11 November 2026; CPU by weekday (0 is Sunday), hour and day of the window. */
const fortnight = (cpu: (weekday: number, hour: number, day: number) => number | null) =>
  Array.from({ length: 336 }, (_, i) => cpu((3 + Math.floor(i / 24)) % 7, i % 24, Math.floor(i / 24)));
const office = (weekday: number, hour: number): number =>
  weekday > 0 && weekday < 6 && hour >= 7 && hour < 19 ? 25 : 1;

testCheck(check, {
  fails: [
    {
      name: 'office hours: five days of twelve hours are busy',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight(office) },
      prices: [price],
      says: 'Instance i-0a (m5.xlarge) is tagged dev and had nothing to do in the same 108 of 168 hours of both weeks; stopped in them it would save $100.43 a month.',
      saves: '100.427143',
      costs: '156.220000',
      claims: { 'i-0a/compute': '100.427143' },
      confidence: 40,
      dimensions: { stage: 'dev', instance_type: 'm5.xlarge' },
    },
    {
      name: 'a backup at two in the morning cuts the night, and one half is too short to count',
      row: dev(),
      metrics: {
        ec2_instance_hourly_cpu: fortnight((d, h) => (h === 2 ? 40 : office(d, h))),
      },
      prices: [price],
      says: 'Instance i-0a (m5.xlarge) is tagged dev and had nothing to do in the same 81 of 168 hours of both weeks; stopped in them it would save $75.32 a month.',
      saves: '75.320357',
    },
    {
      name: 'no price, no savings',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight(office) },
      says: 'Instance i-0a (m5.xlarge) is tagged dev and had nothing to do in the same 108 of 168 hours of both weeks.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'busy on one of two nights: no pattern',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight((d, h, day) => (day % 2 === 0 ? 20 : office(d, h))) },
    },
    {
      name: 'never busy: other checks say that it is idle',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight(() => 1) },
    },
    {
      name: 'an hour here and there',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight((_, h) => (h % 4 === 0 ? 20 : 1)) },
    },
    {
      name: 'production',
      row: instance({ tags: { env: 'prod', stage: 'test' } }),
      skips: 'not tagged as non-production',
    },
    { name: 'no tag', row: instance(), skips: 'not tagged as non-production' },
    { name: 'stopped', row: dev({ state: 'stopped' }), skips: 'not running' },
    { name: 'spot', row: dev({ lifecycle: 'spot' }), skips: 'a spot instance' },
    {
      name: 'on a Dedicated Host',
      row: dev({ tenancy: 'host' }),
      skips: 'its Dedicated Host is billed, not the instance',
    },
    {
      name: 'one of a group',
      row: dev({ tags: { env: 'dev', 'aws:autoscaling:groupName': 'ci' } }),
      skips: 'its Auto Scaling group decides when it runs',
    },
  ],
  unknowns: [
    {
      name: 'started this morning, as by a schedule',
      row: dev({ launch_time: daysAgo(0.1) }),
      metrics: { ec2_instance_hourly_cpu: fortnight(office) },
      because: 'it was started less than 14 days ago',
    },
    {
      name: 'a gap of a day',
      row: dev(),
      metrics: { ec2_instance_hourly_cpu: fortnight((d, h, day) => (day === 5 ? null : office(d, h))) },
      because: 'CPU was measured in 312 hours, 320 are needed',
    },
  ],
});

test('the week is a ring: a stretch over its end is one', () => {
  expect(hoursInStretches([true, true, false, false, true], 3)).toBe(3);
  expect(hoursInStretches([true, true, false, false, true], 4)).toBe(0);
  expect(hoursInStretches([true, true], 2)).toBe(2);
});

test('an hour of the week is the busier of both', () => {
  const values = fortnight((weekday, hour, day) => (weekday === 4 && hour === 5 ? day : 0));
  const week = weekOf({ ...series('ec2_instance_hourly_cpu', 'i-0a', values), silentAtZero: false });
  // the epoch was a Thursday, which is the second and the ninth day of the window
  expect(week[5]).toBe(8);
  expect(week.filter((v) => v !== 0)).toHaveLength(1);
});
