/** Loaded when the first call to the service is made. */
export { EFSClient as Client } from '@aws-sdk/client-efs';
