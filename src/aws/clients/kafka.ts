/** Loaded when the first call to the service is made. */
export { KafkaClient as Client } from '@aws-sdk/client-kafka';
