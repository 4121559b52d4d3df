/** Loaded when the first call to the service is made. */
export { LambdaClient as Client } from '@aws-sdk/client-lambda';
