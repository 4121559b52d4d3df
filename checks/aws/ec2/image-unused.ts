import { z } from 'zod';
import { defineCheck, fail, type Lookup, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { sum } from '../../../contracts/money.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { snapshotClaims, snapshotPrice } from '../_lib/snapshot-cost.ts';
import { managedBy } from '../_lib/snapshot-owner.ts';
import { ageDays } from '../_lib/time.ts';

/** Snapshots that nothing but this image keeps. */
const itsOwn = (
  row: Row<'ec2_images'>,
  snapshots: Lookup<Row<'ec2_snapshots'>> | undefined,
  images: Lookup<Row<'ec2_images'>>,
): Row<'ec2_snapshots'>[] =>
  row.snapshot_ids
    .filter((id) => images.where('snapshot_ids', id).every((i) => i.image_id === row.image_id))
    .flatMap((id) => snapshots?.where('snapshot_id', id) ?? [])
    .filter((s) => managedBy(s) === undefined);

export default defineCheck({
  id: 'aws.ec2.images.old.unused',
  title: 'AMI is old and nothing uses it',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 330 },
  table: 'ec2_images',
  lookups: ['ec2_images', 'ec2_instances', 'ec2_launch_template_versions'],
  optionalLookups: ['ec2_snapshots', 'autoscaling_launch_configurations'],
  respectsKeepTags: true,
  options: z.object({
    minimumAgeDays: z
      .int()
      .min(1)
      .default(180)
      .describe('Days since it was made, and since it was last launched'),
  }),
  messages: {
    unused:
      'Image {id} ({name}) is {days} days old, was not launched lately and is named by no instance or launch template[; its {snapshots} snapshot(s) cost at most {savings} a month].',
  },
  why: 'An image keeps its snapshots alive, which are billed until it is deregistered and they are deleted.',
  fix: 'Deregister the image and delete its snapshots with it; disable it first, or keep it in the Recycle Bin, to be safe.',
  links: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/deregister-ami.html',
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-last-launched-time.html',
  ],
  prices: (row, _options, lookup) =>
    itsOwn(row, lookup('ec2_snapshots'), lookup('ec2_images')).map(snapshotPrice),
  evaluate(row, ctx) {
    if (row.state !== 'available' && row.state !== 'disabled') return skip(`it is ${row.state}`);
    const keeper = managedBy(row);
    if (keeper) return skip(`kept by ${keeper}`);
    if (row.public) return skip('anybody may launch it');
    if (row.protected) return skip('protected against deregistration');
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined) return unknown('AWS does not say when it was made');
    const { minimumAgeDays } = ctx.options;
    if (age < minimumAgeDays) return pass;
    // launches by accounts that it is shared with, and by versions of templates that are not the default, count too
    const launched = ageDays(row.last_launched_at, ctx.asOf);
    if (launched !== undefined && launched < minimumAgeDays) return pass;
    if (ctx.lookup('ec2_instances').where('image_id', row.image_id).length > 0) return pass;
    if (ctx.lookup('ec2_launch_template_versions').where('image_id', row.image_id).length > 0) return pass;
    const configurations = ctx.optionalLookup('autoscaling_launch_configurations');
    if (configurations && configurations.where('image_id', row.image_id).length > 0) return pass;
    const days = Math.floor(age);
    const snapshots = itsOwn(row, ctx.optionalLookup('ec2_snapshots'), ctx.lookup('ec2_images'));
    const cost = snapshotClaims(snapshots, ctx.price);
    const savings = cost && sum(cost.claims.map((c) => c.monthlySavings));
    return fail({
      message: 'unused',
      values: { id: row.image_id, name: row.name, days, snapshots: snapshots.length, savings },
      monthlyCost: savings,
      claims: cost?.claims ?? [],
      confidence: least(40, cost?.confidence ?? 40),
      notes: notesOf(
        cost && 'an upper bound: snapshots are incremental',
        configurations
          ? 'parameters that name it are not seen'
          : 'launch configurations and parameters that name it are not seen',
        ...(cost?.notes ?? []),
      ),
      dimensions: {
        image_name: row.name,
        age_days: String(days),
        last_launched_on: row.last_launched_at?.slice(0, 10) ?? '',
      },
    });
  },
});
