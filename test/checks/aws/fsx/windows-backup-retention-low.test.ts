import check from '../../../../checks/aws/fsx/windows-backup-retention-low.ts';
import { backedUp } from '../../../support/makers/efs.ts';
import { fsxArn, fsxFileSystem } from '../../../support/makers/fsx.ts';
import { testCheck } from '../../../support/test-check.ts';

const row = fsxFileSystem({ backup_retention_days: 3 });

testCheck(check, {
  fails: [
    {
      name: 'three days',
      row,
      says: 'FSx for Windows file system fs-0f keeps its automatic backups for 3 day(s); 7 are asked for.',
      saves: null,
      level: 'medium',
      confidence: 85,
      dimensions: { fs_type: 'WINDOWS', retention_days: '3' },
    },
    {
      name: 'plans could not be read',
      row: fsxFileSystem({ backup_retention_days: 6 }),
      unread: ['backed_up_file_systems'],
      says: 'FSx for Windows file system fs-0f keeps its automatic backups for 6 day(s); 7 are asked for.',
      saves: null,
      confidence: 60,
      notes: 'backups by plans could not be read: one may keep them longer',
    },
  ],
  passes: [
    { name: 'a week', row: fsxFileSystem({ backup_retention_days: 7 }) },
    {
      name: 'a plan saves it as well',
      row,
      tables: { backed_up_file_systems: [backedUp({ resource_arn: fsxArn })] },
    },
    {
      name: 'none at all is another matter',
      row: fsxFileSystem({ backup_retention_days: 0 }),
      skips: 'it makes no automatic backups',
    },
    {
      name: 'ONTAP',
      row: fsxFileSystem({ file_system_type: 'ONTAP', backup_retention_days: 1 }),
      skips: 'it is no Windows file system',
    },
  ],
  unknowns: [
    {
      name: 'AWS says nothing',
      row: fsxFileSystem({ backup_retention_days: null }),
      because: 'AWS does not say how long its backups are kept',
    },
  ],
});
