import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { perMonth } from '../../../contracts/money.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { isClusterMember } from '../_lib/rds-engine.ts';
import { instanceHour } from '../_lib/rds-hour.ts';
import { storageCost, storagePrices } from '../_lib/rds-storage-cost.ts';
import { stageOptions } from '../_lib/stages.ts';

export default defineCheck({
  id: 'aws.rds.multi.az.non.prod',
  title: 'Non-production RDS instance runs in two zones',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 520 },
  table: 'rds_instances',
  options: z.object({
    ...stageOptions,
  }),
  messages: {
    twice:
      'RDS instance {id} ({class}) is tagged {stage} and runs Multi-AZ; one zone would save {savings} a month.',
    stopped:
      'RDS instance {id} ({class}) is tagged {stage} and stopped; storage in one zone instead of two would save {savings} a month.',
    unpriced: 'RDS instance {id} ({class}) is tagged {stage} and runs Multi-AZ, which doubles its cost.',
  },
  why: 'Multi-AZ doubles instance and storage for availability that non-production seldom needs.',
  fix: 'Modify the instance to Single-AZ.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html'],
  prices: (row) =>
    row.multi_az && !isClusterMember(row)
      ? (['single_az', 'multi_az'] as const).flatMap((d) => [instanceHour(row, d), ...storagePrices(row, d)])
      : [],
  evaluate(row, ctx) {
    if (isClusterMember(row)) return skip('its zones are its cluster’s');
    if (row.status === 'deleting' || row.status === 'creating') return skip(`it is ${row.status}`);
    if (!row.multi_az) return pass;
    const stage = nonProductionStage(row.tags, ctx.options.nonProduction, ctx.options.production);
    if (stage === undefined) return pass;
    const values = { id: row.db_instance_id, class: row.instance_class, stage };
    const dimensions = { instance_class: row.instance_class, environment: stage };
    const hours = {
      one: ctx.price(instanceHour(row, 'single_az')),
      two: ctx.price(instanceHour(row, 'multi_az')),
    };
    const disks = {
      one: storageCost(row, ctx.price, 'single_az'),
      two: storageCost(row, ctx.price, 'multi_az'),
    };
    if (!hours.one || !hours.two || !disks.one || !disks.two)
      return fail({ message: 'unpriced', values, confidence: 50, dimensions });
    const isStopped = row.status === 'stopped';
    const storage = disks.two.monthly.minus(disks.one.monthly);
    const compute = perMonth(hours.two.usd.minus(hours.one.usd));
    return fail({
      message: isStopped ? 'stopped' : 'twice',
      values: { ...values, savings: isStopped ? storage : storage.plus(compute) },
      monthlyCost: isStopped ? disks.two.monthly : disks.two.monthly.plus(perMonth(hours.two.usd)),
      claims: [
        ...(isStopped ? [] : [{ part: 'compute', monthlySavings: compute }]),
        { part: 'storage', monthlySavings: storage },
      ],
      confidence: least(
        80,
        hours.one.confidence,
        hours.two.confidence,
        disks.one.confidence,
        disks.two.confidence,
      ),
      notes: notesOf(hours.one.note, hours.two.note, disks.one.note, disks.two.note),
      dimensions,
    });
  },
});
