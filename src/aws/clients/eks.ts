/** Loaded when the first call to the service is made. */
export { EKSClient as Client } from '@aws-sdk/client-eks';
