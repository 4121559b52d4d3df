/** Loaded when the first call to the service is made. */
export { DynamoDBClient as Client } from '@aws-sdk/client-dynamodb';
