/** Loaded when the first call to the service is made. */
export { EMRClient as Client } from '@aws-sdk/client-emr';
