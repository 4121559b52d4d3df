import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { Big } from '../../../contracts/money.ts';
import { ebsSnapshotStorage } from '../../../prices/aws/ebs.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { managedBy } from '../_lib/snapshot-owner.ts';
import { lineageOf, takenOf } from '../_lib/snapshot-source.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;

const request = (r: Row<'ec2_snapshots'>) =>
  ebsSnapshotStorage(r.region, { storageTier: r.storage_tier || 'standard' });

export default defineCheck({
  id: 'aws.ec2.ebs.old.snapshot',
  title: 'EBS snapshot is old and behind no image',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 350 },
  table: 'ec2_snapshots',
  lookups: ['ec2_images'],
  respectsKeepTags: true,
  options: z.object({ minimumAgeDays: z.int().min(1).default(45).describe('Days since it was taken') }),
  messages: {
    old: 'Snapshot {id} of {volume} ({gib} GiB) is {days} days old, behind no image, and costs at most {savings} a month.',
    unpriced: 'Snapshot {id} of {volume} ({gib} GiB) is {days} days old and behind no image.',
  },
  why: 'Snapshots outlive what they were taken for; each keeps the blocks that no later one holds.',
  fix: 'Delete it, or let Data Lifecycle Manager keep what must be kept. Space that other snapshots share is freed only with the last of them.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-deleting-snapshot.html'],
  prices: (row) => [request(row)],
  evaluate(row, ctx) {
    if (row.state !== 'completed') return skip(`it is ${row.state}`);
    const keeper = managedBy(row);
    if (keeper) return skip(`kept by ${keeper}`);
    const age = ageDays(row.start_time, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when it was taken');
    if (age < ctx.options.minimumAgeDays) return pass;
    if (ctx.lookup('ec2_images').where('snapshot_ids', row.snapshot_id).length > 0) return pass;
    const days = Math.floor(age);
    const gib =
      row.full_snapshot_bytes === null
        ? new Big(row.volume_size_gib)
        : new Big(row.full_snapshot_bytes).div(GIB);
    const values = { id: row.snapshot_id, volume: takenOf(row), gib: gib.round(1).toString(), days };
    const dimensions = {
      volume_size_gib: String(row.volume_size_gib),
      age_days: String(days),
      storage_tier: row.storage_tier,
    };
    const price = ctx.price(request(row));
    if (!price) return fail({ message: 'unpriced', values, confidence: 30, dimensions });
    const savings = gib.times(price.usd);
    return fail({
      message: 'old',
      values: { ...values, savings },
      monthlyCost: savings,
      claims: [{ part: 'snapshots', resourceId: lineageOf(row), monthlySavings: savings }],
      confidence: least(40, price.confidence),
      notes: notesOf('an upper bound: snapshots are incremental', price.note),
      dimensions,
    });
  },
});
