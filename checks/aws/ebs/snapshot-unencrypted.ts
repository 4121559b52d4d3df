import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { takenOf } from '../_lib/snapshot-source.ts';

export default defineCheck({
  id: 'aws.ec2.ebs.snapshot.unencrypted',
  title: 'EBS snapshot is not encrypted',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'medium', score: 600 },
  table: 'ec2_snapshots',
  options: z.object({}),
  messages: { plain: 'Snapshot {id} of {volume} ({gib} GiB) is not encrypted.' },
  why: 'An unencrypted snapshot can be shared, even with everybody, and every volume made from it is unencrypted too.',
  fix: 'Copy it with encryption, then delete the plain one; switch on encryption by default.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  evaluate(row) {
    if (row.state !== 'completed' && row.state !== 'pending') return skip(`it is ${row.state}`);
    if (row.encrypted) return pass;
    return fail({
      message: 'plain',
      values: { id: row.snapshot_id, volume: takenOf(row), gib: row.volume_size_gib },
      confidence: 100,
      dimensions: { volume_size_gib: String(row.volume_size_gib) },
    });
  },
});
