/** Inventory of Amazon SageMaker AI: what is billed while nobody uses it. */
import { bool, int32, map, nullable, type RowOf, text, timestamp } from '../table.ts';
import { inventoryTable, metricSpec } from './inventory-table.ts';

const SAGEMAKER = ['AmazonSageMaker'];
const tags = map(text('tag value'), 'Tags with their original keys (ListTags)');
const unread = text('Why it could not be read, empty when it was');

const sagemakerEndpointVariants = inventoryTable({
  name: 'sagemaker_endpoint_variants',
  comment:
    'Production and shadow variants of the endpoints in service (ListEndpoints, DescribeEndpoint, ListTags)',
  service: 'sagemaker',
  iamActions: ['sagemaker:ListEndpoints', 'sagemaker:DescribeEndpoint', 'sagemaker:ListTags'],
  sortBy: ['variant_id'],
  resource: {
    service: 'AmazonSageMaker',
    type: 'sagemaker_endpoint_variant',
    idColumn: 'variant_id',
    arn: (r) => r.arn,
    billed: [{ part: 'hours', services: SAGEMAKER, usage: 'Host:ml' }],
  },
  columns: {
    variant_id: text('endpoint/variant'),
    endpoint_name: text('EndpointName'),
    variant_name: text('VariantName'),
    arn: text('EndpointArn'),
    config_name: text('EndpointConfigName'),
    instance_count: int32('CurrentInstanceCount, 0 for a serverless one and one that is scaled to zero'),
    is_serverless: bool('Billed by request, not by the hour'),
    is_async: bool('The endpoint takes requests through a queue (AsyncInferenceConfig)'),
    created_at: nullable(timestamp('CreationTime of the endpoint')),
    modified_at: nullable(timestamp('LastModifiedTime of the endpoint')),
    tags,
    unread,
  },
});

const sagemakerVariantTypes = inventoryTable({
  name: 'sagemaker_variant_types',
  comment: 'Instance types that the endpoints in service are configured with (DescribeEndpointConfig)',
  service: 'sagemaker',
  iamActions: ['sagemaker:DescribeEndpointConfig'],
  after: ['sagemaker_endpoint_variants'],
  sortBy: ['config_name', 'variant_name'],
  columns: {
    config_name: text('EndpointConfigName'),
    variant_name: text('VariantName'),
    instance_type: text('e.g. ml.m5.xlarge, empty where there are several or none'),
    unread,
  },
});

const sagemakerInferenceComponents = inventoryTable({
  name: 'sagemaker_inference_components',
  comment: 'Models that share the instances of an endpoint (ListInferenceComponents)',
  service: 'sagemaker',
  iamActions: ['sagemaker:ListInferenceComponents'],
  sortBy: ['component_name'],
  columns: {
    component_name: text('InferenceComponentName'),
    endpoint_name: text('EndpointName'),
    variant_name: text('VariantName'),
  },
});

const sagemakerNotebookInstances = inventoryTable({
  name: 'sagemaker_notebook_instances',
  comment: 'Notebook instances that run (ListNotebookInstances, ListTags)',
  service: 'sagemaker',
  iamActions: ['sagemaker:ListNotebookInstances', 'sagemaker:ListTags'],
  sortBy: ['notebook_name'],
  resource: {
    service: 'AmazonSageMaker',
    type: 'sagemaker_notebook_instance',
    idColumn: 'notebook_name',
    arn: (r) => r.arn,
    billed: [
      { part: 'storage', services: SAGEMAKER, usage: 'Notebk:VolumeUsage' },
      { part: 'hours', services: SAGEMAKER, usage: 'Notebk:ml' },
    ],
  },
  columns: {
    notebook_name: text('NotebookInstanceName'),
    arn: text('NotebookInstanceArn'),
    instance_type: text('e.g. ml.t3.medium'),
    modified_at: nullable(timestamp('LastModifiedTime: its last start, stop or update')),
    lifecycle_config: text('NotebookInstanceLifecycleConfigName, empty for none'),
    tags,
    unread,
  },
});

type Variant = RowOf<typeof sagemakerEndpointVariants>;
/** Billed by the hour whether it is asked or not. */
export const isProvisioned = (r: Pick<Variant, 'instance_count' | 'is_serverless'>): boolean =>
  !r.is_serverless && r.instance_count > 0;

export const metrics = {
  sagemaker_variant_invocations: metricSpec<Variant>()({
    table: 'sagemaker_endpoint_variants',
    namespace: 'AWS/SageMaker',
    metric: 'Invocations',
    dimension: 'EndpointName',
    column: 'endpoint_name',
    also: { VariantName: 'variant_name' },
    key: 'variant_id',
    statistic: 'Sum',
    period: 86400,
    days: 14,
    silentAtZero: true,
    // an asynchronous endpoint publishes none. Source: SageMaker AI Developer Guide, "Alarms and logs for tracking metrics from asynchronous endpoints"
    when: (r) => isProvisioned(r) && !r.is_async,
  }),
} as const;

export const tables = {
  sagemaker_endpoint_variants: sagemakerEndpointVariants,
  sagemaker_variant_types: sagemakerVariantTypes,
  sagemaker_inference_components: sagemakerInferenceComponents,
  sagemaker_notebook_instances: sagemakerNotebookInstances,
} as const;
