/** Loaded when the first call to the service is made. */
export { FSxClient as Client } from '@aws-sdk/client-fsx';
