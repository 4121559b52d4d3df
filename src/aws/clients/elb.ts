/** Loaded when the first call to the service is made. */
export { ElasticLoadBalancingClient as Client } from '@aws-sdk/client-elastic-load-balancing';
