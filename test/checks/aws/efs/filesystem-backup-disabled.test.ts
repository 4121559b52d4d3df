import check from '../../../../checks/aws/efs/filesystem-backup-disabled.ts';
import { backedUp, efsBackupPolicy, efsFileSystem } from '../../../support/makers/efs.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const disabled = { efs_backup_policies: [efsBackupPolicy()] };

testCheck(check, {
  fails: [
    {
      name: 'neither a policy nor a plan',
      row: efsFileSystem(),
      tables: disabled,
      says: 'EFS file system fs-0a has no automatic backups, and no backup plan saved it in 35 days.',
      saves: null,
      confidence: 90,
      dimensions: { backup_policy: 'disabled' },
    },
    {
      name: 'the plan that saved it last has long ended',
      row: efsFileSystem(),
      tables: { ...disabled, backed_up_file_systems: [backedUp({ last_backup_at: daysAgo(60) })] },
      says: 'EFS file system fs-0a has no automatic backups, and no backup plan saved it in 35 days.',
      saves: null,
    },
    {
      name: 'plans could not be read',
      row: efsFileSystem(),
      tables: disabled,
      unread: ['backed_up_file_systems'],
      says: 'EFS file system fs-0a has no automatic backups.',
      saves: null,
      confidence: 60,
      notes: 'backups by plans could not be read: one may cover it',
    },
  ],
  passes: [
    {
      name: 'automatic backups',
      row: efsFileSystem(),
      tables: { efs_backup_policies: [efsBackupPolicy({ status: 'ENABLED' })] },
    },
    {
      name: 'being turned on',
      row: efsFileSystem(),
      tables: { efs_backup_policies: [efsBackupPolicy({ status: 'ENABLING' })] },
    },
    {
      name: 'no automatic backups, and a plan that saves it every night',
      row: efsFileSystem(),
      tables: { ...disabled, backed_up_file_systems: [backedUp()] },
    },
    {
      name: 'a standby: its source is what is backed up',
      row: efsFileSystem({ overwrite_protection: 'REPLICATING' }),
      tables: disabled,
      skips: 'it is the destination of a replication',
    },
    {
      name: 'made this morning',
      row: efsFileSystem({ created_at: daysAgo(0.5) }),
      tables: disabled,
      skips: 'it is new',
    },
    {
      name: 'deleting',
      row: efsFileSystem({ state: 'deleting' }),
      tables: disabled,
      skips: 'it is deleting',
    },
  ],
  unknowns: [
    {
      name: 'its policy alone was refused: that is not a missing policy',
      row: efsFileSystem(),
      tables: { efs_backup_policies: [efsBackupPolicy({ status: '', unread: 'not authorized' })] },
      because: 'not authorized',
    },
    {
      name: 'made after the policies were read',
      row: efsFileSystem(),
      because: 'its backup policy was not read',
    },
  ],
});
