/** Loaded when the first call to the service is made. */
export { CloudWatchLogsClient as Client } from '@aws-sdk/client-cloudwatch-logs';
