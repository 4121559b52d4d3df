import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { dailyBytes, notAvailable } from '../_lib/fsx-activity.ts';
import { fsxCost, fsxParts } from '../_lib/fsx-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { published, total } from '../_lib/series.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.fsx.filesystems.possible.unused',
  title: 'FSx file system is possibly not used',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 600 },
  table: 'fsx_file_systems',
  metrics: ['fsx_data_read_bytes', 'fsx_data_write_bytes'],
  optionalMetrics: ['fsx_metadata_operations', 'fsx_network_received_bytes'],
  respectsKeepTags: true,
  options: z.object({
    maximumDailyBytes: z
      .number()
      .min(0)
      .default(0)
      .describe('Bytes that clients read and wrote on the busiest day that still count as nothing'),
    maximumReceivedBytes: z
      .number()
      .min(0)
      .default(1_073_741_824)
      .describe(
        'Bytes that an ONTAP file system may receive on a day before it counts as the target of a replication',
      ),
    minimumDays: z
      .int()
      .min(1)
      .max(14)
      .default(7)
      .describe('Whole days with datapoints, and age, that are needed'),
  }),
  messages: {
    idle: 'FSx file system {id} ({type}[, {gib} GiB]) was neither read nor written in {days} days[ and costs {savings} a month].',
  },
  why: 'FSx bills the storage and throughput that were provisioned, whether or not a client uses them.',
  fix: 'Ask its owner, take a last backup where the data may be wanted, and delete the file system.',
  links: ['https://docs.aws.amazon.com/fsx/latest/APIReference/API_DeleteFileSystem.html'],
  prices: (row) => fsxParts(row).map((p) => p.request),
  evaluate(row, ctx) {
    const state = notAvailable(row);
    if (state !== undefined) return skip(state);
    const { minimumDays, maximumDailyBytes, maximumReceivedBytes } = ctx.options;
    const age = ageDays(row.created_at, ctx.asOf);
    // where AWS does not say its age, its datapoints do: FSx publishes them from the first day
    if (age !== undefined && age < minimumDays)
      return unknown(`it was created less than ${minimumDays} days ago`);
    const days = dailyBytes(
      ctx.metric('fsx_data_read_bytes'),
      ctx.metric('fsx_data_write_bytes'),
      row.created_at,
    );
    if (days.some((bytes) => bytes > maximumDailyBytes)) return pass;
    if (days.length < minimumDays)
      return unknown(`its traffic is known for ${days.length} days, ${minimumDays} are needed`);
    if (row.file_system_type === 'ONTAP') {
      // SnapMirror writes to a standby, and its bytes are not those of a client
      const received = ctx.optionalMetric('fsx_network_received_bytes');
      const known = received ? published(received) : [];
      if (known.length < minimumDays)
        return unknown('whether it is the target of a replication could not be read');
      if (known.some((bytes) => bytes > maximumReceivedBytes)) return pass;
    }
    const operations = ctx.optionalMetric('fsx_metadata_operations');
    const lookedAt = operations ? total(published(operations)) > 0 : undefined;
    const cost = fsxCost(row, ctx.price);
    return fail({
      message: 'idle',
      values: {
        id: row.file_system_id,
        type: row.file_system_type,
        gib: row.storage_gib ?? undefined,
        days: days.length,
        savings: cost.monthly,
      },
      monthlyCost: cost.monthly,
      claims: cost.claims,
      confidence: least(lookedAt === false ? 85 : 60, cost.confidence),
      notes: notesOf(
        cost.note,
        lookedAt ? 'clients look at names and attributes: it is mounted somewhere' : '',
        row.file_system_type === 'OPENZFS'
          ? 'snapshots that another file system sends to it do not count as use'
          : '',
      ),
      dimensions: { fs_type: row.file_system_type, vpc_id: row.vpc_id, deployment_type: row.deployment_type },
    });
  },
});
