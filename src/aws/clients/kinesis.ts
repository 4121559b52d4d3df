/** Loaded when the first call to the service is made. */
export { KinesisClient as Client } from '@aws-sdk/client-kinesis';
