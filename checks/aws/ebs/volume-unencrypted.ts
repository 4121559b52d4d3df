import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.ec2.ebs.volume.unencrypted',
  title: 'EBS volume is not encrypted',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 780 },
  table: 'ec2_volumes',
  options: z.object({}),
  messages: { plain: 'Volume {id} ({gib} GiB {type}) is not encrypted.' },
  why: 'Encryption at rest costs nothing, and what is not encrypted spreads through snapshots and images.',
  fix: 'Switch on encryption by default, then replace the volume from an encrypted copy of its snapshot.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html'],
  evaluate(row) {
    if (row.state === 'deleting' || row.state === 'deleted') return skip(`it is ${row.state}`);
    if (row.encrypted) return pass;
    return fail({
      message: 'plain',
      values: { id: row.volume_id, gib: row.size_gib, type: row.volume_type },
      confidence: 100,
      dimensions: { volume_type: row.volume_type, size_gib: String(row.size_gib) },
    });
  },
});
