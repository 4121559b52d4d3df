/** Loaded when the first call to the service is made. */
export { RedshiftClient as Client } from '@aws-sdk/client-redshift';
