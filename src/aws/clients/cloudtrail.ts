/** Loaded when the first call to the service is made. */
export { CloudTrailClient as Client } from '@aws-sdk/client-cloudtrail';
