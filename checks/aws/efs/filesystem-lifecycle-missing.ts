import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { efsStorageCost, efsStoragePrices, isReplica } from '../_lib/efs-cost.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'aws.efs.filesystems.lifecycle.missing',
  title: 'EFS file system keeps cold files in its dearest class',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 380 },
  table: 'efs_file_systems',
  lookups: ['efs_lifecycles'],
  options: z.object({
    minimumGib: z
      .number()
      .min(0)
      .default(1)
      .describe('GiB in the Standard class below which a lifecycle policy is not worth it'),
  }),
  messages: {
    missing:
      'EFS file system {id} holds {gib} GiB in the Standard class and no lifecycle policy moves cold files on[; it costs {cost} a month].',
  },
  why: 'Infrequent Access costs less than a tenth of Standard per GiB, and files that nobody opens stay in Standard without a policy.',
  fix: 'Add a lifecycle policy that moves files to Infrequent Access after 30 days without access, and back on first access; reads from there are charged.',
  links: ['https://docs.aws.amazon.com/efs/latest/ug/lifecycle-management-efs.html'],
  prices: (row) => efsStoragePrices(row),
  evaluate(row, ctx) {
    if (row.state !== 'available') return skip(`it is ${row.state}`);
    if (isReplica(row)) return skip('it is the destination of a replication');
    if (row.standard_bytes < ctx.options.minimumGib * GIB) return pass;
    const [lifecycle] = ctx.lookup('efs_lifecycles').where('file_system_id', row.file_system_id);
    if (!lifecycle) return unknown('its lifecycle policy was not read');
    if (lifecycle.unread !== '') return unknown(lifecycle.unread);
    if (lifecycle.to_infrequent_access !== '' || lifecycle.to_archive !== '') return pass;
    const cost = efsStorageCost(row, ctx.price);
    return fail({
      message: 'missing',
      values: {
        id: row.file_system_id,
        gib: (row.standard_bytes / GIB).toFixed(1),
        cost: cost?.monthly,
      },
      monthlyCost: cost?.monthly,
      confidence: least(80, cost?.confidence ?? 80),
      notes: notesOf(
        cost?.note,
        'no saving is claimed: AWS does not say how much of it is cold; files below 128 KiB stay where they are',
      ),
      dimensions: { transition_to_ia: 'false', transition_to_archive: 'false' },
    });
  },
});
