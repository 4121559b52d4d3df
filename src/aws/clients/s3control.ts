/** Loaded when the first call to the service is made. */
export { S3ControlClient as Client } from '@aws-sdk/client-s3-control';
