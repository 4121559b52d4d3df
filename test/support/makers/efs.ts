/** Rows of EFS. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

const GIB = 1024 ** 3;
const efsArn = `arn:aws:elasticfilesystem:${REGION}:${ACCOUNT}:file-system/fs-0a`;

/** Regional, elastic, 200 GiB in Standard, encrypted, mounted in two zones, three months old. */
export const efsFileSystem = maker('efs_file_systems', {
  file_system_id: 'fs-0a',
  arn: efsArn,
  state: 'available',
  throughput_mode: 'elastic',
  standard_bytes: 200 * GIB,
  mount_targets: 2,
  encrypted: true,
  overwrite_protection: 'ENABLED',
  created_at: daysAgo(90),
});
export const efsLifecycle = maker('efs_lifecycles', { file_system_id: 'fs-0a' });
export const efsBackupPolicy = maker('efs_backup_policies', { file_system_id: 'fs-0a', status: 'DISABLED' });
/** Saved yesterday by a plan. */
export const backedUp = maker('backed_up_file_systems', {
  resource_arn: efsArn,
  last_backup_at: daysAgo(1),
});
