/** Rows of SageMaker. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Two instances, three months old. */
export const endpointVariant = maker('sagemaker_endpoint_variants', {
  variant_id: 'scoring/AllTraffic',
  endpoint_name: 'scoring',
  variant_name: 'AllTraffic',
  arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:endpoint/scoring`,
  config_name: 'scoring-v1',
  instance_count: 2,
  created_at: daysAgo(90),
  modified_at: daysAgo(90),
});
export const variantType = maker('sagemaker_variant_types', {
  config_name: 'scoring-v1',
  variant_name: 'AllTraffic',
  instance_type: 'ml.m5.xlarge',
});
export const inferenceComponent = maker('sagemaker_inference_components', {
  component_name: 'llama',
  endpoint_name: 'scoring',
  variant_name: 'AllTraffic',
});
/** Started a month ago. */
export const notebookInstance = maker('sagemaker_notebook_instances', {
  notebook_name: 'lab',
  arn: `arn:aws:sagemaker:${REGION}:${ACCOUNT}:notebook-instance/lab`,
  instance_type: 'ml.t3.medium',
  modified_at: daysAgo(30),
});
