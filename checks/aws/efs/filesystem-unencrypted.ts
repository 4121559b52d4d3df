import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

export default defineCheck({
  id: 'aws.efs.filesystems.unencrypted',
  title: 'EFS file system is not encrypted at rest',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'high', score: 700 },
  table: 'efs_file_systems',
  options: z.object({}),
  messages: { unencrypted: 'EFS file system {id} ({gib} GiB) is not encrypted at rest.' },
  why: 'Encryption at rest costs nothing, is asked for by most rule books and can only be chosen at creation.',
  fix: 'Create an encrypted file system, copy the data with AWS DataSync or a replication, and delete this one.',
  links: ['https://docs.aws.amazon.com/efs/latest/ug/encryption-at-rest.html'],
  evaluate(row) {
    if (row.state !== 'available' && row.state !== 'updating') return skip(`it is ${row.state}`);
    if (row.encrypted) return pass;
    const bytes = row.standard_bytes + row.infrequent_access_bytes + row.archive_bytes;
    return fail({
      message: 'unencrypted',
      values: { id: row.file_system_id, gib: (bytes / 1024 ** 3).toFixed(1) },
      confidence: 100,
      dimensions: { encrypted: 'false' },
    });
  },
});
