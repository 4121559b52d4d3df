import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { GP3_BASELINE, volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

const GP2_MAXIMUM_MIBPS = 250;

/**
 * The gp3 volume that does what the gp2 volume can. Source: EBS User Guide, "General Purpose SSD volumes": gp2 has 3 IOPS
 * per GiB (100 to 16,000, bursting to 3,000), 128 MiB/s up to 170 GiB and 250 MiB/s from 334 GiB on. In between 250 MiB/s
 * is a burst too: what lasts is 3 IOPS of 256 KiB per GiB.
 */
function asGp3(r: Row<'ec2_volumes'>): Row<'ec2_volumes'> {
  const iops = Math.max(GP3_BASELINE.iops, Math.min(16_000, Math.max(100, 3 * r.size_gib)));
  // up to 170 GiB gp2 gives 128 MiB/s: the 3 MiB/s above what gp3 includes are not worth a charge
  const throughput =
    r.size_gib > 170
      ? Math.min(GP2_MAXIMUM_MIBPS, Math.ceil(0.75 * r.size_gib))
      : GP3_BASELINE.throughputMibps;
  return { ...r, volume_type: 'gp3', iops, throughput_mibps: throughput };
}

export default defineCheck({
  id: 'aws.ec2.ebs.gp2.to.gp3',
  title: 'EBS volume is gp2 where gp3 is cheaper',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 380 },
  table: 'ec2_volumes',
  options: z.object({}),
  messages: {
    cheaper:
      'Volume {id} ({gib} GiB gp2) would save {savings} a month as gp3 with {iops} IOPS and {throughput} MiB/s.',
  },
  why: 'gp3 costs a fifth less per GiB and gives 3,000 IOPS to every size; only large volumes pay for extra performance.',
  fix: 'Modify the volume to gp3, in place and without downtime.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html'],
  prices: (row) => (row.volume_type === 'gp2' ? [...volumePrices(row), ...volumePrices(asGp3(row))] : []),
  evaluate(row, ctx) {
    if (row.volume_type !== 'gp2') return skip('not gp2');
    if (row.state !== 'in-use' && row.state !== 'available') return skip(`it is ${row.state}`);
    const gp3 = asGp3(row);
    const [now, then] = [volumeCost(row, ctx.price), volumeCost(gp3, ctx.price)];
    if (!now || !then) return unknown('the price of gp2 or gp3 is not known in this region');
    const throughput = gp3.throughput_mibps ?? 0;
    const savings = now.monthly.minus(then.monthly);
    if (savings.lte(0)) return pass;
    return fail({
      message: 'cheaper',
      values: {
        id: row.volume_id,
        gib: row.size_gib,
        savings,
        iops: gp3.iops ?? 0,
        throughput,
      },
      monthlyCost: now.monthly,
      claims: [{ part: 'storage', monthlySavings: savings }],
      confidence: least(95, now.confidence, then.confidence),
      notes: notesOf(
        throughput > GP3_BASELINE.throughputMibps && throughput < GP2_MAXIMUM_MIBPS
          ? 'gp2 can burst to 250 MiB/s, which gp3 gives only if it is provisioned'
          : undefined,
        now.note,
        then.note,
      ),
      dimensions: {
        size_gib: String(row.size_gib),
        source_volume_type: 'gp2',
        target_volume_type: 'gp3',
        target_iops: String(gp3.iops),
        target_throughput_mibps: String(gp3.throughput_mibps),
      },
    });
  },
});
