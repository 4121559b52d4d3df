/** Loaded when the first call to the service is made. */
export { SavingsplansClient as Client } from '@aws-sdk/client-savingsplans';
