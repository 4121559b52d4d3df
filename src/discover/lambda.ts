/** Lambda's answers as inventory rows. */
import { ListFunctionsCommand, ListProvisionedConcurrencyConfigsCommand } from '@aws-sdk/client-lambda';
import type { tables } from '../../contracts/inventory/lambda.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, scopeOf, text, whole } from './read.ts';

const marker = (page: { NextMarker?: string | undefined }): string | undefined => page.NextMarker;
const instant = (iso: string | undefined): string | null => instantOrNull(iso ? new Date(iso) : undefined);
/** What stands behind the function's name in the ARN of an alias or a version. */
const qualifierOf = (arn: string): string => arn.split(':')[7] ?? '';

export const collectors: Collectors<keyof typeof tables> = {
  async *lambda_functions(r) {
    // 50 is the most that AWS gives a page
    const ask = (Marker: string | undefined) =>
      r.send('lambda', new ListFunctionsCommand({ MaxItems: 50, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.Functions ?? []).flatMap((f) =>
        f.FunctionName
          ? [
              {
                ...scopeOf(r),
                function_name: f.FunctionName,
                arn: text(f.FunctionArn).split(':').slice(0, 7).join(':'),
                runtime: text(f.Runtime),
                package_type: f.PackageType ?? 'Zip',
                architecture: f.Architectures?.[0] ?? 'x86_64',
                memory_mb: whole(f.MemorySize),
                timeout_seconds: whole(f.Timeout),
                last_modified: instant(f.LastModified),
                in_vpc: (f.VpcConfig?.SubnetIds ?? []).length > 0,
                has_environment: Object.keys(f.Environment?.Variables ?? {}).length > 0,
                has_layers: (f.Layers ?? []).length > 0,
                on_managed_instances: f.CapacityProviderConfig !== undefined,
              },
            ]
          : [],
      );
  },

  async *lambda_provisioned_concurrency(r) {
    const row = (name: string, arn: string) => {
      const qualifier = qualifierOf(arn);
      return {
        ...scopeOf(r),
        config_id: qualifier === '' ? name : `${name}:${qualifier}`,
        arn,
        function_name: name,
        requested: 0,
        allocated: 0,
        status: '',
        last_modified: null,
        unread: '',
      };
    };
    yield* details(
      r,
      r.rows('lambda_functions'),
      async ({ function_name: FunctionName }) => {
        const configs = [];
        const ask = (Marker: string | undefined) =>
          r.send(
            'lambda',
            new ListProvisionedConcurrencyConfigsCommand({ FunctionName, MaxItems: 50, Marker }),
          );
        for await (const page of pages(ask, marker))
          configs.push(...(page.ProvisionedConcurrencyConfigs ?? []));
        return configs.flatMap((c) =>
          c.FunctionArn
            ? [
                {
                  ...row(FunctionName, c.FunctionArn),
                  requested: whole(c.RequestedProvisionedConcurrentExecutions),
                  allocated: whole(c.AllocatedProvisionedConcurrentExecutions),
                  status: text(c.Status),
                  last_modified: instant(c.LastModified),
                },
              ]
            : [],
        );
      },
      (f, unread) => ({ ...row(f.function_name, f.arn), unread }),
    );
  },
};
