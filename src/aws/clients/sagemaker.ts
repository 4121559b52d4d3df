/** Loaded when the first call to the service is made. */
export { SageMakerClient as Client } from '@aws-sdk/client-sagemaker';
