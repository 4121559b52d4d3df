/** What the busiest minutes of an attached EBS volume took. */
import { type Lookup, type Series, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { since } from './series.ts';

const MINUTE = 60;
const MIB = 1024 ** 2;
/** Steps in which a target is named: nobody provisions 3,217 IOPS. */
const IOPS_STEP = 100;
const MIBPS_STEP = 25;

export const peakMetrics = [
  'ebs_volume_minute_read_ops',
  'ebs_volume_minute_write_ops',
  'ebs_volume_minute_read_bytes',
  'ebs_volume_minute_write_bytes',
] as const;

interface Context {
  readonly options: { readonly minimumDays: number };
  lookup(table: 'ec2_instances'): Lookup<Row<'ec2_instances'>>;
  lookup(table: 'ec2_instance_types'): Lookup<Row<'ec2_instance_types'>>;
  metric(name: (typeof peakMetrics)[number]): Series;
}

interface Peaks {
  readonly kind: 'measured';
  readonly days: number;
  /** Reads and writes together, each at its busiest: no less than the volume really took. */
  readonly iops: number;
  readonly mibps: number;
}
type Not = ReturnType<typeof skip> | ReturnType<typeof unknown>;

/** Its peaks since it was attached, or why they cannot be known. Xen publishes no maximum: EBS User Guide, "Amazon CloudWatch metrics for Amazon EBS". */
export function peaksOf(row: Row<'ec2_volumes'>, ctx: Context): Peaks | Not {
  const [attachment] = row.attachments;
  if (row.state !== 'in-use' || !attachment) return skip('attached to nothing');
  if (row.multi_attach || row.attachments.length > 1) return skip('several instances share it');
  const instance = ctx.lookup('ec2_instances').where('instance_id', attachment.instance_id)[0];
  if (!instance) return unknown('its instance is not in the list');
  if (instance.state !== 'running') return skip(`its instance is ${instance.state}`);
  const type = ctx.lookup('ec2_instance_types').where('instance_type', instance.instance_type)[0];
  if (!type) return unknown(`AWS does not describe ${instance.instance_type} in this region`);
  if (type.hypervisor === 'xen') return unknown('CloudWatch has no peaks of volumes on Xen instances');
  if (row.attached_at === null) return unknown('AWS does not say when it was attached');
  const [reads, writes, readBytes, writeBytes] = peakMetrics.map((m) =>
    since(ctx.metric(m), row.attached_at),
  );
  const all = [reads ?? [], writes ?? [], readBytes ?? [], writeBytes ?? []] as const;
  const days = Math.min(...all.map((values) => values.length));
  const { minimumDays } = ctx.options;
  if (days < minimumDays)
    return unknown(`its use is known for ${days} days since it was attached, ${minimumDays} are needed`);
  const peak = (values: readonly number[]): number => Math.max(...values) / MINUTE;
  return {
    kind: 'measured',
    days,
    iops: peak(all[0]) + peak(all[1]),
    mibps: (peak(all[2]) + peak(all[3])) / MIB,
  };
}

const upTo = (step: number, value: number): number => Math.ceil(value / step) * step;

/** What a gp3 volume needs for these peaks, with headroom above them; at least what gp3 includes. */
export const gp3For = (peaks: Peaks, headroomPercent: number): { iops: number; mibps: number } => ({
  iops: Math.max(3000, upTo(IOPS_STEP, peaks.iops * (1 + headroomPercent / 100))),
  mibps: Math.max(125, upTo(MIBPS_STEP, peaks.mibps * (1 + headroomPercent / 100))),
});

/** gp3 gives at most 0.25 MiB/s per provisioned IOPS. Source: EBS User Guide, "General Purpose SSD volumes". */
export const iopsBehind = (mibps: number): number => mibps * 4;
