/** Loaded when the first call to the service is made. */
export { EC2Client as Client } from '@aws-sdk/client-ec2';
