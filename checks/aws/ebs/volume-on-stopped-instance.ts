import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { least } from '../_lib/least.ts';
import { stoppedAt } from '../_lib/stop-time.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.ec2.ebs.volume.on.stopped.instance',
  title: 'EBS volume belongs to an instance stopped for long',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 390 },
  table: 'ec2_volumes',
  lookups: ['ec2_instances'],
  respectsKeepTags: true,
  options: z.object({
    minimumDays: z.int().min(1).default(30).describe('Whole days since the instance was stopped'),
  }),
  messages: {
    paying:
      'Volume {id} ({gib} GiB {type}) belongs to {instance}, stopped for {days} days, and costs {savings} a month.',
    unpriced:
      'Volume {id} ({gib} GiB {type}) belongs to {instance}, stopped for {days} days, and is still billed.',
  },
  why: 'Stopping an instance stops its own cost, not that of its volumes.',
  fix: 'Snapshot the volume and delete it with its instance, or start the instance again.',
  links: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html'],
  prices: (row) => (row.attachments.length > 0 ? volumePrices(row) : []),
  evaluate(row, ctx) {
    if (row.attachments.length === 0) return skip('attached to nothing');
    const instances = row.attachments.map(
      (a) => ctx.lookup('ec2_instances').where('instance_id', a.instance_id)[0],
    );
    if (instances.includes(undefined)) return unknown('its instance is not in the list');
    if (instances.some((i) => i?.state !== 'stopped')) return pass;
    if (instances.some((i) => i?.tags['aws:autoscaling:groupName'] !== undefined))
      return skip('an Auto Scaling group keeps its instance in a warm pool');
    const ages = instances.map((i) => ageDays(stoppedAt(i?.state_transition_reason ?? '') ?? null, ctx.asOf));
    if (ages.includes(undefined)) return unknown('AWS does not say when its instance was stopped');
    const days = Math.floor(Math.min(...ages.map((a) => a ?? 0)));
    if (days < ctx.options.minimumDays) return pass;
    const instance = instances[0]?.instance_id ?? '';
    const values = { id: row.volume_id, gib: row.size_gib, type: row.volume_type, instance, days };
    const dimensions = {
      instance_id: instance,
      volume_type: row.volume_type,
      size_gib: String(row.size_gib),
      stopped_days: String(days),
    };
    const cost = volumeCost(row, ctx.price);
    if (!cost) return fail({ message: 'unpriced', values, confidence: 50, dimensions });
    return fail({
      message: 'paying',
      values: { ...values, savings: cost.monthly },
      monthlyCost: cost.monthly,
      claims: [{ part: 'storage', monthlySavings: cost.monthly }],
      confidence: least(80, cost.confidence),
      notes: cost.note,
      dimensions,
    });
  },
});
