/** Loaded only where no role is assumed through GitHub. */
export { fromNodeProviderChain } from '@aws-sdk/credential-providers';
