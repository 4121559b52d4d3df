/** SageMaker's answers as inventory rows. Every listing gives 100 records a page at most. */
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type EndpointSummary,
  ListEndpointsCommand,
  ListInferenceComponentsCommand,
  ListNotebookInstancesCommand,
  ListTagsCommand,
  type NotebookInstanceSummary,
} from '@aws-sdk/client-sagemaker';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/sagemaker.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, scopeOf, tagsOf, text, whole } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

type Variant = Row<'sagemaker_endpoint_variants'>;
type Notebook = Row<'sagemaker_notebook_instances'>;
const MaxResults = 100;

/** Of one resource after another; a resource has 50 tags at most, which are one page. */
function tagsFor(r: Reading): (ResourceArn: string) => Promise<Record<string, string>> {
  const each = tagsOfEach(r);
  return (ResourceArn) =>
    each(async () =>
      tagsOf((await r.send('sagemaker', new ListTagsCommand({ ResourceArn, MaxResults }))).Tags),
    );
}

async function variantsOf(
  r: Reading,
  e: EndpointSummary,
  tagsOfArn: ReturnType<typeof tagsFor>,
): Promise<Variant[]> {
  const d = await r.send('sagemaker', new DescribeEndpointCommand({ EndpointName: e.EndpointName }));
  const tags = await tagsOfArn(text(e.EndpointArn));
  return [...(d.ProductionVariants ?? []), ...(d.ShadowProductionVariants ?? [])].flatMap((v) =>
    v.VariantName
      ? [
          {
            ...scopeOf(r),
            variant_id: `${text(e.EndpointName)}/${v.VariantName}`,
            endpoint_name: text(e.EndpointName),
            variant_name: v.VariantName,
            arn: text(e.EndpointArn),
            config_name: text(d.EndpointConfigName),
            instance_count: whole(v.CurrentInstanceCount),
            is_serverless: v.CurrentServerlessConfig !== undefined,
            is_async: d.AsyncInferenceConfig !== undefined,
            created_at: instantOrNull(d.CreationTime),
            modified_at: instantOrNull(d.LastModifiedTime),
            tags,
            unread: '',
          },
        ]
      : [],
  );
}

const notebook = (
  r: Reading,
  n: NotebookInstanceSummary,
  of: Pick<Notebook, 'tags' | 'unread'>,
): Notebook => ({
  ...scopeOf(r),
  notebook_name: text(n.NotebookInstanceName),
  arn: text(n.NotebookInstanceArn),
  instance_type: text(n.InstanceType),
  modified_at: instantOrNull(n.LastModifiedTime),
  lifecycle_config: text(n.NotebookInstanceLifecycleConfigName),
  ...of,
});

export const collectors: Collectors<keyof typeof tables> = {
  async *sagemaker_endpoint_variants(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('sagemaker', new ListEndpointsCommand({ StatusEquals: 'InService', MaxResults, NextToken }));
    const endpoints: EndpointSummary[] = [];
    for await (const page of pages(ask, (p) => p.NextToken))
      endpoints.push(...(page.Endpoints ?? []).filter((e) => text(e.EndpointName) !== ''));
    const tags = tagsFor(r);
    yield* details<EndpointSummary, Variant>(
      r,
      endpoints,
      (e) => variantsOf(r, e, tags),
      (e, unread) => ({
        ...scopeOf(r),
        variant_id: text(e.EndpointName),
        endpoint_name: text(e.EndpointName),
        variant_name: '',
        arn: text(e.EndpointArn),
        config_name: '',
        instance_count: 0,
        is_serverless: false,
        is_async: false,
        created_at: instantOrNull(e.CreationTime),
        modified_at: instantOrNull(e.LastModifiedTime),
        tags: {},
        unread,
      }),
    );
  },

  sagemaker_variant_types(r) {
    const variants = r.rows('sagemaker_endpoint_variants');
    const used = distinct(variants.filter((v) => v.instance_count > 0).map((v) => v.config_name));
    return details<string, Row<'sagemaker_variant_types'>>(
      r,
      used,
      async (config_name) => {
        const c = await r.send(
          'sagemaker',
          new DescribeEndpointConfigCommand({ EndpointConfigName: config_name }),
        );
        return [...(c.ProductionVariants ?? []), ...(c.ShadowProductionVariants ?? [])].map((v) => ({
          ...scopeOf(r),
          config_name,
          variant_name: text(v.VariantName),
          instance_type: text(v.InstanceType),
          unread: '',
        }));
      },
      (config_name, unread) => ({
        ...scopeOf(r),
        config_name,
        variant_name: '',
        instance_type: '',
        unread,
      }),
    );
  },

  async *sagemaker_inference_components(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('sagemaker', new ListInferenceComponentsCommand({ MaxResults, NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.InferenceComponents ?? []).flatMap((c) =>
        c.InferenceComponentName
          ? [
              {
                ...scopeOf(r),
                component_name: c.InferenceComponentName,
                endpoint_name: text(c.EndpointName),
                variant_name: text(c.VariantName),
              },
            ]
          : [],
      );
  },

  async *sagemaker_notebook_instances(r) {
    const ask = (NextToken: string | undefined) =>
      r.send(
        'sagemaker',
        new ListNotebookInstancesCommand({ StatusEquals: 'InService', MaxResults, NextToken }),
      );
    const notebooks: NotebookInstanceSummary[] = [];
    for await (const page of pages(ask, (p) => p.NextToken))
      notebooks.push(...(page.NotebookInstances ?? []).filter((n) => text(n.NotebookInstanceName) !== ''));
    const tags = tagsFor(r);
    yield* details<NotebookInstanceSummary, Notebook>(
      r,
      notebooks,
      async (n) => [notebook(r, n, { tags: await tags(text(n.NotebookInstanceArn)), unread: '' })],
      (n, unread) => notebook(r, n, { tags: {}, unread }),
    );
  },
};
