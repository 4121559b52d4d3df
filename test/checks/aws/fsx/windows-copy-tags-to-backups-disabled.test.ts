import check from '../../../../checks/aws/fsx/windows-copy-tags-to-backups-disabled.ts';
import { fsxFileSystem } from '../../../support/makers/fsx.ts';
import { testCheck } from '../../../support/test-check.ts';

const row = fsxFileSystem({
  copies_tags_to_backups: false,
  tags: { team: 'files', env: 'prod', 'aws:cloudformation:stack-name': 'files' },
});

testCheck(check, {
  fails: [
    {
      name: 'two tags that backups lack',
      row,
      says: 'FSx for Windows file system fs-0f has 2 tag(s) and does not copy them to its backups.',
      saves: null,
      level: 'low',
      confidence: 90,
      dimensions: { fs_type: 'WINDOWS' },
    },
  ],
  passes: [
    { name: 'copies them', row: { ...row, copies_tags_to_backups: true } },
    {
      name: 'has none to copy but those of AWS',
      row: { ...row, tags: { 'aws:cloudformation:stack-name': 'files' } },
    },
    {
      name: 'has no backups to copy them to',
      row: { ...row, backup_retention_days: 0 },
      skips: 'it makes no automatic backups',
    },
    {
      name: 'whether it copies is not said, and there is no tag to copy',
      row: { ...row, tags: {}, copies_tags_to_backups: null },
    },
    {
      name: 'OpenZFS',
      row: { ...row, file_system_type: 'OPENZFS' },
      skips: 'it is no Windows file system',
    },
  ],
  unknowns: [
    {
      name: 'AWS says nothing',
      row: { ...row, copies_tags_to_backups: null },
      because: 'AWS does not say whether it copies its tags',
    },
  ],
});
