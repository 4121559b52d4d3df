/** Rows of FSx. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

export const fsxArn = `arn:aws:fsx:${REGION}:${ACCOUNT}:file-system/fs-0f`;

/** Windows in one zone, 5,000 GiB of SSD, 128 MB/s, backed up for 30 days, patched on Sunday night, three months old. */
export const fsxFileSystem = maker('fsx_file_systems', {
  file_system_id: 'fs-0f',
  arn: fsxArn,
  file_system_type: 'WINDOWS',
  lifecycle: 'AVAILABLE',
  storage_type: 'SSD',
  storage_gib: 5000,
  deployment_type: 'SINGLE_AZ_2',
  throughput_mbps: 128,
  ha_pairs: 1,
  backup_retention_days: 30,
  copies_tags_to_backups: true,
  maintenance_start: '7:03:00',
  vpc_id: 'vpc-0a',
  created_at: daysAgo(90),
});
