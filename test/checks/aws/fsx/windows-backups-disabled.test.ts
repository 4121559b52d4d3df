import check from '../../../../checks/aws/fsx/windows-backups-disabled.ts';
import { backedUp } from '../../../support/makers/efs.ts';
import { fsxArn, fsxFileSystem } from '../../../support/makers/fsx.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const row = fsxFileSystem({ backup_retention_days: 0 });

testCheck(check, {
  fails: [
    {
      name: 'neither automatic backups nor a plan',
      row,
      says: 'FSx for Windows file system fs-0f has no automatic backups, and no backup plan saved it in 35 days.',
      saves: null,
      level: 'high',
      confidence: 90,
      dimensions: { fs_type: 'WINDOWS', vpc_id: 'vpc-0a' },
    },
    {
      name: 'saved once, long ago',
      row,
      tables: {
        backed_up_file_systems: [backedUp({ resource_arn: fsxArn, last_backup_at: daysAgo(90) })],
      },
      says: 'FSx for Windows file system fs-0f has no automatic backups, and no backup plan saved it in 35 days.',
      saves: null,
    },
    {
      name: 'plans could not be read',
      row,
      unread: ['backed_up_file_systems'],
      says: 'FSx for Windows file system fs-0f has no automatic backups.',
      saves: null,
      confidence: 60,
      notes: 'backups by plans could not be read: one may cover it',
    },
    {
      name: 'its state is not said',
      row: { ...row, lifecycle: '' },
      says: 'FSx for Windows file system fs-0f has no automatic backups, and no backup plan saved it in 35 days.',
      saves: null,
    },
  ],
  passes: [
    { name: 'automatic backups', row: fsxFileSystem() },
    {
      name: 'a plan saves it every night in their place',
      row,
      tables: { backed_up_file_systems: [backedUp({ resource_arn: fsxArn })] },
    },
    {
      name: 'Lustre scratch',
      row: fsxFileSystem({ file_system_type: 'LUSTRE', backup_retention_days: 0 }),
      skips: 'it is no Windows file system',
    },
    { name: 'deleting', row: { ...row, lifecycle: 'DELETING' }, skips: 'it is DELETING' },
  ],
  unknowns: [
    {
      name: 'AWS says nothing',
      row: fsxFileSystem({ backup_retention_days: null }),
      because: 'AWS does not say how long its backups are kept',
    },
  ],
});
