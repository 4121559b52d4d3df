/** Loaded when the first call to the service is made. */
export { TrustedAdvisorClient as Client } from '@aws-sdk/client-trustedadvisor';
