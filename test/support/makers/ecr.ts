/** Rows of ECR. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** Of a repository without a policy, three months old. */
export const lifecyclePolicy = maker('ecr_lifecycle_policies', {
  repository: 'shop/api',
  arn: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/shop/api`,
  created_at: daysAgo(90),
});
/** Forty images of half a GiB, thirty of them untagged. */
export const images = maker('ecr_unmanaged_images', {
  repository: 'shop/api',
  images: 40,
  bytes: 20 * 1024 ** 3,
  untagged: 30,
});
