/** Inventory of Amazon EKS: only the fields that checks use. */
import { bool, int32, list, map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const tags = map(text('tag value'), 'Tags with their original keys');
const unread = text('Why it could not be read, empty when it was');
const EKS = ['AmazonEKS'];

const eksClusters = inventoryTable({
  name: 'eks_clusters',
  comment: 'EKS clusters (ListClusters, DescribeCluster of each)',
  service: 'eks',
  iamActions: ['eks:ListClusters', 'eks:DescribeCluster'],
  sortBy: ['cluster_name'],
  resource: {
    service: 'AmazonEKS',
    type: 'eks_cluster',
    idColumn: 'cluster_name',
    arn: (r, partition) =>
      r.arn || `arn:${partition}:eks:${r.region}:${r.account_id}:cluster/${r.cluster_name}`,
    billed: [
      { part: 'extended_support', services: EKS, usage: 'extendedSupport' },
      { part: 'hours', services: EKS, usage: 'perCluster' },
    ],
  },
  columns: {
    cluster_name: text('Name'),
    arn: text('ARN, empty when it could not be read'),
    status: text('ACTIVE | CREATING | UPDATING | DELETING | FAILED | PENDING'),
    version: text('Kubernetes version, e.g. 1.33'),
    created_at: nullable(timestamp('Creation')),
    is_local: bool(
      'A local cluster on Outposts, or one that is only connected: not run by AWS in its region',
    ),
    endpoint_public: bool('The API server answers on a public address'),
    endpoint_private: bool('The API server answers inside the VPC'),
    public_cidrs: list(text('CIDR'), 'Where the public address may be reached from'),
    log_types: list(text('api, audit …'), 'Control plane logs that are on'),
    upgrade_support: text('upgradePolicy: EXTENDED | STANDARD, empty when the API does not say'),
    tags,
    unread,
  },
});

const eksNodegroups = inventoryTable({
  name: 'eks_nodegroups',
  comment: 'Managed node groups (ListNodegroups of each cluster, DescribeNodegroup of each)',
  service: 'eks',
  iamActions: ['eks:ListNodegroups', 'eks:DescribeNodegroup'],
  after: ['eks_clusters'],
  sortBy: ['nodegroup_id'],
  resource: {
    service: 'AmazonEKS',
    type: 'eks_nodegroup',
    idColumn: 'nodegroup_id',
    arn: (r) => r.arn,
    billed: [],
  },
  columns: {
    nodegroup_id: text('cluster/nodegroup; cluster/* where those of a cluster could not be listed'),
    nodegroup_name: text('Name'),
    cluster_name: text('Cluster it is of'),
    arn: text('ARN, empty when it could not be read'),
    status: text('ACTIVE | CREATING | UPDATING | DELETING | DEGRADED | …'),
    capacity_type: text('ON_DEMAND | SPOT | CAPACITY_BLOCK'),
    instance_types: list(text('e.g. m5.large'), 'Empty where a launch template names the type'),
    ami_type: text('e.g. AL2023_x86_64_STANDARD'),
    desired_size: int32('Nodes wanted'),
    tags,
    unread,
  },
});

const eksClusterVersions = inventoryTable({
  name: 'eks_cluster_versions',
  comment: 'Kubernetes versions and their support dates (DescribeClusterVersions)',
  service: 'eks',
  iamActions: ['eks:DescribeClusterVersions'],
  sortBy: ['version'],
  columns: {
    version: text('e.g. 1.33'),
    status: text('STANDARD_SUPPORT | EXTENDED_SUPPORT | UNSUPPORTED'),
    standard_support_ends: nullable(timestamp('endOfStandardSupportDate')),
    extended_support_ends: nullable(timestamp('endOfExtendedSupportDate')),
  },
});

export const metrics = {} as const;

export const tables = {
  eks_clusters: eksClusters,
  eks_nodegroups: eksNodegroups,
  eks_cluster_versions: eksClusterVersions,
} as const;
