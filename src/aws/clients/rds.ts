/** Loaded when the first call to the service is made. */
export { RDSClient as Client } from '@aws-sdk/client-rds';
