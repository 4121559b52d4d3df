/** Loaded when the first call to the service is made. */
export { PricingClient as Client } from '@aws-sdk/client-pricing';
