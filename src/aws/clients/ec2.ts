/** Loaded when the first call to the service is made. */
export { DescribeRegionsCommand, EC2Client as Client } from '@aws-sdk/client-ec2';
