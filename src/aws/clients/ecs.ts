/** Loaded when the first call to the service is made. */
export { ECSClient as Client } from '@aws-sdk/client-ecs';
