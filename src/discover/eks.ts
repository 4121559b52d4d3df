/** EKS's answers as inventory rows. Its listings give names alone, so that each cluster and node group is asked about. */
import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  ListClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import type { tables } from '../../contracts/inventory/eks.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, text, whole } from './read.ts';

const next = (page: { nextToken?: string | undefined }): string | undefined => page.nextToken;
const maxResults = 100;
interface Group {
  readonly clusterName: string;
  readonly nodegroupName: string;
}

/** The API gives tags by key, with values that may be missing. */
const tagsOf = (tags: Record<string, string | undefined> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(tags ?? {}).map(([k, v]) => [k, v ?? '']));

export const collectors: Collectors<keyof typeof tables> = {
  async *eks_clusters(r) {
    const names: string[] = [];
    const ask = (nextToken: string | undefined) =>
      r.send('eks', new ListClustersCommand({ maxResults, nextToken }));
    for await (const page of pages(ask, next)) names.push(...present(page.clusters));
    const row = (cluster_name: string) => ({
      ...scopeOf(r),
      cluster_name,
      arn: '',
      status: '',
      version: '',
      created_at: null,
      is_local: false,
      endpoint_public: false,
      endpoint_private: false,
      public_cidrs: [],
      log_types: [],
      upgrade_support: '',
      tags: {},
      unread: '',
    });
    yield* details(
      r,
      names,
      async (name) => {
        const { cluster: c } = await r.send('eks', new DescribeClusterCommand({ name }));
        if (!c) return [];
        const network = c.resourcesVpcConfig;
        return [
          {
            ...row(name),
            arn: text(c.arn),
            status: text(c.status),
            version: text(c.version),
            created_at: instantOrNull(c.createdAt),
            is_local: c.outpostConfig !== undefined || c.connectorConfig !== undefined,
            endpoint_public: network?.endpointPublicAccess ?? false,
            endpoint_private: network?.endpointPrivateAccess ?? false,
            public_cidrs: present(network?.publicAccessCidrs),
            log_types: present(
              (c.logging?.clusterLogging ?? []).flatMap((l) => (l.enabled ? (l.types ?? []) : [])),
            ),
            upgrade_support: text(c.upgradePolicy?.supportType),
            tags: tagsOf(c.tags),
          },
        ];
      },
      (name, unread) => ({ ...row(name), unread }),
    );
  },

  async *eks_nodegroups(r) {
    const row = (of: Group) => ({
      ...scopeOf(r),
      nodegroup_id: `${of.clusterName}/${of.nodegroupName}`,
      nodegroup_name: of.nodegroupName,
      cluster_name: of.clusterName,
      arn: '',
      status: '',
      capacity_type: '',
      instance_types: [],
      ami_type: '',
      desired_size: 0,
      tags: {},
      unread: '',
    });
    const groups: Group[] = [];
    // a cluster whose node groups are not told stands for all of them
    const listed = details(
      r,
      r.rows('eks_clusters'),
      async ({ cluster_name: clusterName }) => {
        const names: string[] = [];
        const ask = (nextToken: string | undefined) =>
          r.send('eks', new ListNodegroupsCommand({ clusterName, maxResults, nextToken }));
        for await (const page of pages(ask, next)) names.push(...present(page.nodegroups));
        return names.map((nodegroupName) => ({ clusterName, nodegroupName, unread: '' }));
      },
      (c, unread) => ({ clusterName: c.cluster_name, nodegroupName: '*', unread }),
    );
    for await (const some of listed) {
      groups.push(...some.filter((g) => g.unread === ''));
      yield some.filter((g) => g.unread !== '').map((g) => ({ ...row(g), unread: g.unread }));
    }
    yield* details(
      r,
      groups,
      async (of) => {
        const { clusterName, nodegroupName } = of;
        const { nodegroup: n } = await r.send(
          'eks',
          new DescribeNodegroupCommand({ clusterName, nodegroupName }),
        );
        return n
          ? [
              {
                ...row(of),
                arn: text(n.nodegroupArn),
                status: text(n.status),
                capacity_type: text(n.capacityType) || 'ON_DEMAND',
                instance_types: present(n.instanceTypes),
                ami_type: text(n.amiType),
                desired_size: whole(n.scalingConfig?.desiredSize),
                tags: tagsOf(n.tags),
              },
            ]
          : [];
      },
      (of, unread) => ({ ...row(of), unread }),
    );
  },

  async *eks_cluster_versions(r) {
    // without includeAll the versions that AWS no longer offers are left out
    const ask = (nextToken: string | undefined) =>
      r.send('eks', new DescribeClusterVersionsCommand({ includeAll: true, maxResults, nextToken }));
    for await (const page of pages(ask, next))
      yield (page.clusterVersions ?? []).flatMap((v) =>
        v.clusterVersion
          ? [
              {
                ...scopeOf(r),
                version: v.clusterVersion,
                // `status` says the same in lower case with a hyphen, and is deprecated
                status: text(v.versionStatus ?? v.status)
                  .toUpperCase()
                  .replaceAll('-', '_'),
                standard_support_ends: instantOrNull(v.endOfStandardSupportDate),
                extended_support_ends: instantOrNull(v.endOfExtendedSupportDate),
              },
            ]
          : [],
      );
  },
};
