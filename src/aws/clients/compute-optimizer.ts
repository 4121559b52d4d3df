/** Loaded when the first call to the service is made. */
export { ComputeOptimizerClient as Client } from '@aws-sdk/client-compute-optimizer';
