/** Loaded when the first call to the service is made. */
export { SecretsManagerClient as Client } from '@aws-sdk/client-secrets-manager';
