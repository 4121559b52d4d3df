/** ECS's answers as inventory rows. Its listings give ARNs alone; descriptions come in batches. */
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ListClustersCommand,
  ListServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { isOnFargate, type tables } from '../../contracts/inventory/ecs.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, present, scopeOf, tagsOf, text, whole } from './read.ts';

const next = (page: { nextToken?: string | undefined }): string | undefined => page.nextToken;
const maxResults = 100;
/** As many as one call describes. Source: ECS API Reference, DescribeClusters and DescribeServices. */
const CLUSTERS = 100;
const SERVICES = 10;

const inBatches = <T>(items: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
const lower = (tags: readonly { key?: string | undefined; value?: string | undefined }[] | undefined) =>
  tagsOf((tags ?? []).map((t) => ({ Key: t.key, Value: t.value })));

/** Of several deployments at once the latest one says since when the service is as it is. */
function deployedAt(s: Service): string | null {
  const starts = [...(s.deployments ?? []), ...(s.taskSets ?? [])].flatMap((d) =>
    d.createdAt ? [d.createdAt.getTime()] : [],
  );
  return starts.length === 0 ? null : instantOrNull(new Date(Math.max(...starts)));
}

export const collectors: Collectors<keyof typeof tables> = {
  async *ecs_clusters(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('ecs', new ListClustersCommand({ maxResults, nextToken }));
    for await (const page of pages(ask, next))
      for (const clusters of inBatches(present(page.clusterArns), CLUSTERS)) {
        const answer = await r.send('ecs', new DescribeClustersCommand({ clusters, include: ['TAGS'] }));
        yield (answer.clusters ?? []).flatMap((c) =>
          c.clusterName
            ? [
                {
                  ...scopeOf(r),
                  cluster_name: c.clusterName,
                  arn: text(c.clusterArn),
                  status: text(c.status),
                  active_services: whole(c.activeServicesCount),
                  running_tasks: whole(c.runningTasksCount),
                  pending_tasks: whole(c.pendingTasksCount),
                  container_instances: whole(c.registeredContainerInstancesCount),
                  capacity_providers: present(c.capacityProviders),
                  tags: lower(c.tags),
                },
              ]
            : [],
        );
      }
  },

  async *ecs_services(r) {
    // the count of services in the description may be missing or old: every cluster that can have some is asked
    for (const cluster of r.rows('ecs_clusters').filter((c) => c.status !== 'INACTIVE')) {
      const ask = (nextToken: string | undefined) =>
        r.send('ecs', new ListServicesCommand({ cluster: cluster.arn, maxResults, nextToken }));
      for await (const page of pages(ask, next))
        for (const services of inBatches(present(page.serviceArns), SERVICES)) {
          const answer = await r.send(
            'ecs',
            new DescribeServicesCommand({ cluster: cluster.arn, services, include: ['TAGS'] }),
          );
          yield (answer.services ?? []).flatMap((s) =>
            s.serviceName
              ? [
                  {
                    ...scopeOf(r),
                    service_id: `${cluster.cluster_name}/${s.serviceName}`,
                    service_name: s.serviceName,
                    cluster_name: cluster.cluster_name,
                    arn: text(s.serviceArn),
                    status: text(s.status),
                    desired_count: whole(s.desiredCount),
                    running_count: whole(s.runningCount),
                    pending_count: whole(s.pendingCount),
                    launch_type: text(s.launchType),
                    capacity_providers: present(
                      (s.capacityProviderStrategy ?? []).map((p) => p.capacityProvider),
                    ),
                    platform_family: text(s.platformFamily),
                    task_definition: text(s.taskDefinition),
                    created_at: instantOrNull(s.createdAt),
                    deployed_at: deployedAt(s),
                    tags: lower(s.tags),
                  },
                ]
              : [],
          );
        }
    }
  },

  async *ecs_task_definitions(r) {
    const arns = distinct(
      r
        .rows('ecs_services')
        .filter(isOnFargate)
        .map((s) => s.task_definition),
    );
    const row = (arn: string) => ({
      ...scopeOf(r),
      arn,
      cpu_units: 0,
      memory_mib: 0,
      architecture: '',
      unread: '',
    });
    yield* details(
      r,
      arns,
      async (arn) => {
        const { taskDefinition: t } = await r.send(
          'ecs',
          new DescribeTaskDefinitionCommand({ taskDefinition: arn }),
        );
        return t
          ? [
              {
                ...row(arn),
                cpu_units: whole(Number(t.cpu ?? 0)),
                memory_mib: whole(Number(t.memory ?? 0)),
                architecture: text(t.runtimePlatform?.cpuArchitecture) || 'X86_64',
              },
            ]
          : [];
      },
      (arn, unread) => ({ ...row(arn), unread }),
    );
  },
};
