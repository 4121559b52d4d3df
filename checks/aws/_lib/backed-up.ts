/** Whether AWS Backup holds a recent backup of a file system, made by a plan or on demand. */
import type { Lookup } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { ageDays } from './time.ts';

/** False too where the list could not be read: the caller says so. */
export const isBackedUp = (
  arn: string,
  backups: Lookup<Row<'backed_up_file_systems'>> | undefined,
  maximumAgeDays: number,
  asOf: number,
): boolean =>
  (backups?.where('resource_arn', arn) ?? []).some((b) => {
    const age = ageDays(b.last_backup_at, asOf);
    return age !== undefined && age <= maximumAgeDays;
  });
