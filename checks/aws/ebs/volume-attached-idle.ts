import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { volumeCost, volumePrices } from '../_lib/ebs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

export default defineCheck({
  id: 'aws.ec2.ebs.volume.attached.idle',
  title: 'Attached EBS volume is neither read nor written',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 370 },
  table: 'ec2_volumes',
  lookups: ['ec2_instances'],
  metrics: ['ebs_volume_daily_read_ops', 'ebs_volume_daily_write_ops'],
  respectsKeepTags: true,
  options: z.object({
    // Trusted Advisor, "Underutilized Amazon EBS volumes": less than one IOPS a day for seven days. Mounted, a file
    // system that nobody uses writes its journal now and then.
    maximumOpsPerDay: z.int().min(0).default(100).describe('Reads and writes of the busiest day'),
    minimumDays: z.int().min(1).max(14).default(10).describe('Days of use that are needed'),
  }),
  messages: {
    idle: 'Volume {id} ({gib} GiB {type}) of the running instance {instance} had at most {ops} reads and writes a day in {days} days[ and costs {savings} a month].',
  },
  why: 'A data volume that nothing reads or writes is billed like one that is busy.',
  fix: 'Ask its owner, snapshot it, then detach and delete it.',
  links: [
    'https://docs.aws.amazon.com/awssupport/latest/user/cost-optimization-checks.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-detaching-volume.html',
  ],
  prices: (row) => (row.state === 'in-use' ? volumePrices(row) : []),
  evaluate(row, ctx) {
    if (row.state !== 'in-use' || row.attachments.length === 0) return skip('attached to nothing');
    const instances = row.attachments.map(
      (a) => ctx.lookup('ec2_instances').where('instance_id', a.instance_id)[0],
    );
    const roots = instances.map((i) => i?.root_device_name ?? '');
    // an instance that has booted hardly reads its boot volume, and cannot do without it
    if (row.devices.some((d) => roots.includes(d) || /^\/dev\/(xvda|sda1?)$/.test(d))) return pass;
    if (instances.includes(undefined)) return unknown('its instance is not in the list');
    const stopped = instances.find((i) => i?.state !== 'running');
    if (stopped) return skip(`its instance is ${stopped.state}`);
    if (row.devices.length === 0) return unknown('AWS does not say as which device it is attached');
    if (row.attached_at === null) return unknown('AWS does not say when it was attached');
    const [reads, writes] = [
      ctx.metric('ebs_volume_daily_read_ops'),
      ctx.metric('ebs_volume_daily_write_ops'),
    ];
    const from = Date.parse(row.attached_at);
    // on Xen a day without reads has no datapoint of them
    const daily = reads.values.flatMap((read, i) => {
      const write = writes.values[i] ?? null;
      const whole = Date.parse(reads.start) + i * reads.period * 1000 >= from;
      return !whole || (read === null && write === null) ? [] : [(read ?? 0) + (write ?? 0)];
    });
    const { maximumOpsPerDay, minimumDays } = ctx.options;
    const ops = Math.max(0, ...daily);
    if (ops > maximumOpsPerDay) return pass;
    if (daily.length < minimumDays)
      return unknown(
        `its use is known for ${daily.length} days since it was attached, ${minimumDays} are needed`,
      );
    const instance = row.attachments[0]?.instance_id ?? '';
    const cost = volumeCost(row, ctx.price);
    const claim = row.tags['kubernetes.io/created-for/pvc/name'];
    return fail({
      message: 'idle',
      values: {
        id: row.volume_id,
        gib: row.size_gib,
        type: row.volume_type,
        instance,
        ops,
        days: daily.length,
        savings: cost?.monthly,
      },
      monthlyCost: cost?.monthly,
      claims: [{ part: 'storage', monthlySavings: cost?.monthly }],
      confidence: least(60, cost?.confidence ?? 50),
      notes: notesOf(
        claim === undefined ? '' : `it belongs to the Kubernetes volume claim ${claim}: delete that`,
        cost?.note,
      ),
      dimensions: {
        instance_id: instance,
        volume_type: row.volume_type,
        size_gib: String(row.size_gib),
      },
      metrics: { operations_per_day_maximum: ops },
    });
  },
});
