import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import {
  efsStorageCost,
  efsStoragePrices,
  efsThroughputCost,
  efsThroughputPrices,
  isReplica,
  sizeGib,
} from '../_lib/efs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { since } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.efs.filesystems.unused',
  title: 'EFS file system is not used',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'efs_file_systems',
  optionalMetrics: ['efs_client_connections', 'efs_data_read_bytes', 'efs_data_write_bytes'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(5_242_880)
      .describe('Bytes read and written on the busiest day that still count as nothing'),
    minimumDays: z.int().min(1).max(14).default(7).describe('Whole days of age that are needed'),
  }),
  messages: {
    unmounted:
      'EFS file system {id} ({gib} GiB) has no mount target, so nothing can use it[, and costs {savings} a month].',
    idle: 'EFS file system {id} ({gib} GiB) had no client in {days} days[ and costs {savings} a month].',
  },
  why: 'EFS bills what is stored, and provisioned throughput, whether or not a client mounts it.',
  fix: 'Back it up with AWS Backup where the data may be wanted, then delete the mount targets and the file system.',
  links: ['https://docs.aws.amazon.com/efs/latest/ug/delete-efs-fs.html'],
  prices: (row) => [...efsStoragePrices(row), ...efsThroughputPrices(row)],
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (isReplica(row)) return skip('it is the destination of a replication');
    const { minimumDays, maximumDailyBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const isUnmounted = row.mount_targets === 0;
    const connections = ctx.optionalMetric('efs_client_connections');
    const read = ctx.optionalMetric('efs_data_read_bytes');
    const written = ctx.optionalMetric('efs_data_write_bytes');
    const isMeasured = connections !== undefined && read !== undefined && written !== undefined;
    let days = 0;
    if (isMeasured) {
      const clients = since(connections, row.created_at);
      const reads = since(read, row.created_at);
      const writes = since(written, row.created_at);
      days = Math.min(clients.length, reads.length, writes.length);
      if (clients.some((n) => n > 0)) return pass;
      // the busiest day counts: a weekly job is a use
      if (reads.some((bytes, i) => bytes + (writes[i] ?? 0) > maximumDailyBytes)) return pass;
    }
    if (!isUnmounted && !isMeasured)
      return unknown('its connections or its reads and writes could not be read');
    if (!isUnmounted && days < minimumDays)
      return unknown(`its use is known for ${days} days, ${minimumDays} are needed`);
    const storage = efsStorageCost(row, ctx.price);
    const throughput = efsThroughputCost(row, ctx.price);
    const total = storage && throughput && storage.monthly.plus(throughput.monthly);
    const savings = total?.gt(0) ? total : undefined;
    return fail({
      message: isUnmounted ? 'unmounted' : 'idle',
      values: { id: row.file_system_id, gib: sizeGib(row).toFixed(1), days, savings },
      monthlyCost: savings,
      claims: [
        { part: 'storage', monthlySavings: storage?.monthly.gt(0) ? storage.monthly : undefined },
        { part: 'throughput', monthlySavings: throughput?.monthly.gt(0) ? throughput.monthly : undefined },
      ],
      confidence: least(isMeasured ? 90 : 75, storage?.confidence ?? 90, throughput?.confidence ?? 90),
      notes: notesOf(
        storage?.note,
        throughput?.note,
        isMeasured ? '' : 'its connections could not be read: it may be mounted for a while now and then',
      ),
      dimensions: { throughput_mode: row.throughput_mode, mount_targets: String(row.mount_targets) },
    });
  },
});
