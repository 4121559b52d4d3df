/** Loaded when the first call to the service is made. */
export { ElastiCacheClient as Client } from '@aws-sdk/client-elasticache';
