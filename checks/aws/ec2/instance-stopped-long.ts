import { z } from 'zod';
import {
  defineCheck,
  fail,
  type Lookup,
  pass,
  type SavingsClaim,
  skip,
  unknown,
} from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { sum } from '../../../contracts/money.ts';
import { volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { stoppedAt } from '../_lib/stop-time.ts';
import { ageDays } from '../_lib/time.ts';

type Instance = Row<'ec2_instances'>;

/** Attached to nothing else, so they go with it. */
const itsOwn = (row: Instance, volumes: Lookup<Row<'ec2_volumes'>>): Row<'ec2_volumes'>[] =>
  row.volume_ids
    .flatMap((id) => volumes.where('volume_id', id))
    .filter((v) => v.attachments.every((a) => a.instance_id === row.instance_id));

export default defineCheck({
  id: 'aws.ec2.instances.stopped.long',
  title: 'EC2 instance has been stopped for long',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 350 },
  table: 'ec2_instances',
  lookups: ['ec2_volumes'],
  respectsKeepTags: true,
  options: z.object({ minimumDays: z.int().min(1).default(30).describe('Whole days since it was stopped') }),
  messages: {
    paying:
      'Instance {id} has been stopped for {days} days, and its {volumes} volume(s) of {gib} GiB cost {savings} a month.',
    unpriced:
      'Instance {id} has been stopped for {days} days, and its {volumes} volume(s) of {gib} GiB are still billed.',
    bare: 'Instance {id} has been stopped for {days} days; no volume of its own is billed.',
  },
  why: 'A stopped instance costs nothing itself; its volumes and addresses are billed as long as they exist.',
  fix: 'Make an image or a snapshot if it may be needed again, then terminate it with its volumes.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html'],
  prices: (row, _options, lookup) =>
    row.state === 'stopped' ? itsOwn(row, lookup('ec2_volumes')).flatMap(volumePrices) : [],
  evaluate(row, ctx) {
    if (row.state !== 'stopped') return skip('not stopped');
    if (row.tags['aws:autoscaling:groupName'] !== undefined)
      return skip('its Auto Scaling group keeps it in a warm pool');
    const stopped = stoppedAt(row.state_transition_reason);
    const age = stopped === undefined ? undefined : ageDays(stopped, ctx.asOf);
    if (stopped === undefined || age === undefined) {
      // it ran when it was last started, so it cannot have been stopped for longer
      const started = ageDays(row.launch_time, ctx.asOf);
      return started !== undefined && started < ctx.options.minimumDays
        ? pass
        : unknown('AWS does not say when it was stopped');
    }
    const days = Math.floor(age);
    if (days < ctx.options.minimumDays) return pass;
    const volumes = itsOwn(row, ctx.lookup('ec2_volumes'));
    const costs = volumes.map((v) => volumeCost(v, ctx.price));
    const claims: SavingsClaim[] = volumes.map((v, i) => ({
      part: 'storage',
      resourceId: v.volume_id,
      monthlySavings: costs[i]?.monthly,
    }));
    const savings = sum(costs.flatMap((c) => (c ? [c.monthly] : [])));
    const values = {
      id: row.instance_id,
      days,
      volumes: volumes.length,
      gib: volumes.reduce((n, v) => n + v.size_gib, 0),
      savings,
    };
    const facts = {
      dimensions: {
        instance_type: row.instance_type,
        stopped_on: stopped.slice(0, 10),
        age_days: String(days),
        vpc_id: row.vpc_id,
      },
    };
    if (volumes.length === 0) return fail({ message: 'bare', values, confidence: 70, ...facts });
    if (costs.includes(undefined))
      return fail({ message: 'unpriced', values, confidence: 40, claims, ...facts });
    return fail({
      message: 'paying',
      values,
      monthlyCost: savings,
      claims,
      confidence: least(80, ...costs.map((c) => c?.confidence ?? 0)),
      notes: notesOf(...costs.map((c) => c?.note)),
      ...facts,
    });
  },
});
