/** Loaded when the first call to the service is made. */
export { CostOptimizationHubClient as Client } from '@aws-sdk/client-cost-optimization-hub';
