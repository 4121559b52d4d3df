/** Loaded when the first call to the service is made. */
export { CostExplorerClient as Client } from '@aws-sdk/client-cost-explorer';
