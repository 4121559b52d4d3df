/** Loaded when the first call to the service is made. */
export { ECRClient as Client } from '@aws-sdk/client-ecr';
