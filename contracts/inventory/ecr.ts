/** Inventory of Amazon ECR's private registry: only the fields that checks use. */
import { bool, int32, int64, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const repositoryKind = {
  service: 'AmazonECR',
  type: 'ecr_repository',
  idColumn: 'repository',
  billed: [{ part: 'storage', services: ['AmazonECR'], usage: 'TimedStorage' }],
} as const;
const repository = text('Repository name');
const arnColumn = text('repositoryArn');
const createdAt = nullable(timestamp('createdAt of the repository'));
const unread = text('Why it could not be read, empty when it was');

const ecrRepositories = inventoryTable({
  name: 'ecr_repositories',
  comment: 'Private repositories (DescribeRepositories)',
  service: 'ecr',
  iamActions: ['ecr:DescribeRepositories'],
  sortBy: ['repository'],
  resource: { ...repositoryKind, arn: (r) => r.arn },
  columns: { repository, arn: arnColumn, created_at: createdAt },
});

const ecrLifecyclePolicies = inventoryTable({
  name: 'ecr_lifecycle_policies',
  comment: 'Whether a repository has a lifecycle policy (GetLifecyclePolicy)',
  service: 'ecr',
  iamActions: ['ecr:GetLifecyclePolicy'],
  after: ['ecr_repositories'],
  sortBy: ['repository'],
  resource: { ...repositoryKind, arn: (r) => r.arn },
  columns: {
    repository,
    arn: arnColumn,
    created_at: createdAt,
    has_policy: bool('A policy is there'),
    unread,
  },
});

const ecrUnmanagedImages = inventoryTable({
  name: 'ecr_unmanaged_images',
  comment: 'Images of the repositories without a lifecycle policy, 1,000 each at most (DescribeImages)',
  service: 'ecr',
  iamActions: ['ecr:DescribeImages'],
  after: ['ecr_lifecycle_policies'],
  sortBy: ['repository'],
  columns: {
    repository,
    images: int32('Images on the first page'),
    is_truncated: bool('There are more'),
    bytes: int64('Their sizes together, layers that they share counted for each'),
    untagged: int32('Images without a tag, those that a tagged index is made of among them'),
    unread,
  },
});

export const metrics = {} as const;

export const tables = {
  ecr_repositories: ecrRepositories,
  ecr_lifecycle_policies: ecrLifecyclePolicies,
  ecr_unmanaged_images: ecrUnmanagedImages,
} as const;
