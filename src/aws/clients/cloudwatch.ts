/** Loaded when the first call to the service is made. */
export { CloudWatchClient as Client } from '@aws-sdk/client-cloudwatch';
