/** Loaded when the first call to the service is made. */
export { S3Client as Client } from '@aws-sdk/client-s3';
