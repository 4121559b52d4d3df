/** Loaded when the first call to the service is made. */
export { AutoScalingClient as Client } from '@aws-sdk/client-auto-scaling';
