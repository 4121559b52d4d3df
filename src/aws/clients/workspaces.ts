/** Loaded when the first call to the service is made. */
export { WorkSpacesClient as Client } from '@aws-sdk/client-workspaces';
