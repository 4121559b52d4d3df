import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { efsThroughput } from '../../../prices/aws/efs.ts';
import { billedMibps, efsThroughputPrices, isReplica } from '../_lib/efs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { published, since, total } from '../_lib/series.ts';

const MIB = 1024 ** 2;
const HOUR_SECONDS = 3600;
/** The least that can be provisioned, in MiB/s. Source: EFS API Reference, UpdateFileSystem, ProvisionedThroughputInMibps. */
const LEAST_MIBPS = 1;

export default defineCheck({
  id: 'aws.efs.filesystems.provisioned.throughput.underutilized',
  title: 'EFS file system uses little of its provisioned throughput',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 550 },
  table: 'efs_file_systems',
  metrics: ['efs_metered_bytes'],
  optionalMetrics: ['efs_data_read_bytes', 'efs_data_write_bytes'],
  respectsKeepTags: true,
  options: z.object({
    maximumShare: z
      .number()
      .min(0.01)
      .max(1)
      .default(0.2)
      .describe('Largest share of the provisioned throughput that the busiest hour may need'),
    headroom: z.number().min(1).default(2).describe('What is advised, in multiples of the busiest hour'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Days that are needed'),
  }),
  messages: {
    low: 'EFS file system {id} provisions {provisioned} MiB/s and moved {busiest} MiB/s in its busiest hour of {days} days; {target} MiB/s would do[ and save {savings} a month].',
  },
  why: 'Provisioned throughput above what the storage includes is billed by the MiB/s, used or not.',
  fix: 'Lower the provisioned throughput, or switch to Elastic throughput, which bills what is transferred.',
  links: ['https://docs.aws.amazon.com/efs/latest/ug/performance.html#throughput-modes'],
  prices: (row) => (row.throughput_mode === 'provisioned' ? efsThroughputPrices(row) : []),
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    const provisioned = row.provisioned_mibps ?? 0;
    if (row.throughput_mode !== 'provisioned' || provisioned <= 0)
      return skip('its throughput is not provisioned');
    if (isReplica(row)) return skip('it is the destination of a replication');
    if (billedMibps(row, provisioned) === 0) return pass;
    const { maximumShare, headroom, minimumDays } = ctx.options;
    // metered bytes are those that count against the provisioned throughput: reads at a third
    const hours = since(ctx.metric('efs_metered_bytes'), row.created_at);
    const days = Math.floor(hours.length / 24);
    if (days < minimumDays)
      return unknown(`its throughput is known for ${days} days, ${minimumDays} are needed`);
    // zero is silent here, but what is read or written is metered
    const moved = [ctx.optionalMetric('efs_data_read_bytes'), ctx.optionalMetric('efs_data_write_bytes')];
    if (total(hours) === 0 && moved.some((s) => s !== undefined && total(published(s)) > 0))
      return unknown('it is read or written, and CloudWatch has no metered bytes of it');
    const busiest = Math.max(...hours) / HOUR_SECONDS / MIB;
    const target = Math.max(LEAST_MIBPS, Math.ceil(busiest * headroom));
    if (busiest / provisioned > maximumShare || target >= provisioned) return pass;
    const price = ctx.price(efsThroughput(row.region, {}));
    const billed = billedMibps(row, provisioned);
    const savings = price?.usd.times(billed - billedMibps(row, target));
    return fail({
      message: 'low',
      values: {
        id: row.file_system_id,
        provisioned,
        busiest: busiest.toFixed(2),
        days,
        target,
        savings,
      },
      monthlyCost: price?.usd.times(billed),
      claims: [{ part: 'throughput', monthlySavings: savings }],
      confidence: least(70, price?.confidence ?? 70),
      notes: notesOf(price?.note, 'averages of hours: peaks of minutes are higher'),
      dimensions: { throughput_mode: row.throughput_mode, provisioned_throughput_mibps: String(provisioned) },
      metrics: { busiest_hour_mibps: busiest },
    });
  },
});
