/** Rows of EKS, whole and valid. */
import { daysAgo, maker } from '../makers.ts';

const ARN = 'arn:aws:eks:eu-west-1:111122223333';

/** Both endpoints, the public one for one network, audit log on, three months old. */
export const eksCluster = maker('eks_clusters', {
  cluster_name: 'shop',
  arn: `${ARN}:cluster/shop`,
  status: 'ACTIVE',
  version: '1.34',
  created_at: daysAgo(90),
  endpoint_public: true,
  endpoint_private: true,
  public_cidrs: ['203.0.113.0/24'],
  log_types: ['audit'],
  upgrade_support: 'EXTENDED',
});
/** Three nodes on demand. */
export const nodegroup = maker('eks_nodegroups', {
  nodegroup_id: 'shop/workers',
  nodegroup_name: 'workers',
  cluster_name: 'shop',
  arn: `${ARN}:nodegroup/shop/workers/0a`,
  status: 'ACTIVE',
  capacity_type: 'ON_DEMAND',
  instance_types: ['m5.large'],
  ami_type: 'AL2023_x86_64_STANDARD',
  desired_size: 3,
});
/** In standard support for months. */
export const clusterVersion = maker('eks_cluster_versions', {
  version: '1.34',
  status: 'STANDARD_SUPPORT',
  standard_support_ends: daysAgo(-200),
  extended_support_ends: daysAgo(-565),
});
