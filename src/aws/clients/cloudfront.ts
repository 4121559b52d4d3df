/** Loaded when the first call to the service is made. */
export { CloudFrontClient as Client } from '@aws-sdk/client-cloudfront';
