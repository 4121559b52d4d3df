/** Loaded when the first call to the service is made. */
export { OpenSearchClient as Client } from '@aws-sdk/client-opensearch';
