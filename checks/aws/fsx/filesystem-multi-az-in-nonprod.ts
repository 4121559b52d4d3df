import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { sum } from '../../../contracts/money.ts';
import { nonProductionStage } from '../_lib/environment-tag.ts';
import { fsxParts } from '../_lib/fsx-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { stageOptions } from '../_lib/stages.ts';

/** The deployment in one zone that stands for one in several. */
const SINGLE: Readonly<Record<string, string>> = {
  'WINDOWS/MULTI_AZ_1': 'SINGLE_AZ_2',
  'ONTAP/MULTI_AZ_1': 'SINGLE_AZ_1',
  'ONTAP/MULTI_AZ_2': 'SINGLE_AZ_2',
  'OPENZFS/MULTI_AZ_1': 'SINGLE_AZ_2',
};
const singleOf = (f: { file_system_type: string; deployment_type: string }): string | undefined =>
  SINGLE[`${f.file_system_type}/${f.deployment_type}`];

export default defineCheck({
  id: 'aws.fsx.filesystems.multi.az.in.nonprod',
  title: 'Non-production FSx file system runs in two zones',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 520 },
  table: 'fsx_file_systems',
  options: z.object({
    ...stageOptions,
  }),
  messages: {
    twice:
      'FSx file system {id} ({type}) is tagged {stage} and runs in two zones[; one would save {savings} a month].',
  },
  why: 'A second zone nearly doubles the price of storage and throughput, for availability that non-production seldom needs.',
  fix: 'Restore a backup, or replicate, into a file system in one zone; the deployment type cannot be changed in place.',
  links: ['https://docs.aws.amazon.com/fsx/latest/WindowsGuide/high-availability-multiAZ.html'],
  prices: (row) => {
    const single = singleOf(row);
    return single === undefined
      ? []
      : [row, { ...row, deployment_type: single }].flatMap((f) => fsxParts(f).map((p) => p.request));
  },
  evaluate(row, ctx) {
    if (row.lifecycle === 'DELETING' || row.lifecycle === 'CREATING' || row.lifecycle === 'FAILED')
      return skip(`it is ${row.lifecycle}`);
    const single = singleOf(row);
    if (single === undefined) return pass;
    const stage = nonProductionStage(row.tags, ctx.options.nonProduction, ctx.options.production);
    if (stage === undefined) return pass;
    const ones = fsxParts({ ...row, deployment_type: single });
    const parts = fsxParts(row).map((p, i) => {
      const two = ctx.price(p.request);
      const one = ones[i] && ctx.price(ones[i].request);
      return {
        part: p.part,
        prices: [one, two],
        cost: two?.usd.times(p.quantity),
        saved: one && two?.usd.gt(one.usd) ? two.usd.minus(one.usd).times(p.quantity) : undefined,
      };
    });
    const saved = parts.flatMap((p) => (p.saved ? [p.saved] : []));
    const costs = parts.flatMap((p) => (p.cost ? [p.cost] : []));
    const prices = parts.flatMap((p) => p.prices);
    return fail({
      message: 'twice',
      values: {
        id: row.file_system_id,
        type: row.file_system_type,
        stage,
        savings: saved.length > 0 ? sum(saved) : undefined,
      },
      monthlyCost: costs.length > 0 ? sum(costs) : undefined,
      claims: parts.map((p) => ({ part: p.part, monthlySavings: p.saved })),
      confidence: least(70, ...prices.flatMap((p) => (p ? [p.confidence] : []))),
      notes: notesOf(...prices.map((p) => p?.note)),
      dimensions: { fs_type: row.file_system_type, vpc_id: row.vpc_id, environment: stage },
    });
  },
});
