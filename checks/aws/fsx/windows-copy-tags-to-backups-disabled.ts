import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { notSettledWindows } from '../_lib/fsx-windows.ts';

export default defineCheck({
  id: 'aws.fsx.windows.copy.tags.to.backups.disabled',
  title: 'FSx for Windows file system does not copy its tags to backups',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 250 },
  table: 'fsx_file_systems',
  options: z.object({}),
  messages: {
    disabled: 'FSx for Windows file system {id} has {tags} tag(s) and does not copy them to its backups.',
  },
  why: 'Backups are billed by the GiB, and without tags their cost belongs to nobody.',
  fix: 'Tag the backups that exist; the setting is chosen at creation, so set CopyTagsToBackups when the file system is next restored.',
  links: [
    'https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemWindowsConfiguration.html',
  ],
  evaluate(row) {
    const reason = notSettledWindows(row);
    if (reason !== undefined) return skip(reason);
    if (row.copies_tags_to_backups) return pass;
    if (row.backup_retention_days === 0) return skip('it makes no automatic backups');
    // tags of AWS's own are never copied
    const tags = Object.keys(row.tags).filter((k) => !k.startsWith('aws:')).length;
    if (tags === 0) return pass;
    if (row.copies_tags_to_backups === null) return unknown('AWS does not say whether it copies its tags');
    return fail({
      message: 'disabled',
      values: { id: row.file_system_id, tags },
      confidence: 90,
      dimensions: { fs_type: row.file_system_type },
    });
  },
});
