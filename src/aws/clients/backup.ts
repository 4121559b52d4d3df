/** Loaded when the first call to the service is made. */
export { BackupClient as Client } from '@aws-sdk/client-backup';
