/** Loaded when the first call to the service is made. */
export { STSClient as Client } from '@aws-sdk/client-sts';
