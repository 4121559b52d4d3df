import check from '../../../../checks/aws/ecr/repository-lifecycle-policy-missing.ts';
import { images, lifecyclePolicy } from '../../../support/makers/ecr.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const tables = { ecr_unmanaged_images: [images()] };

testCheck(check, {
  fails: [
    {
      name: 'forty images and no policy',
      row: lifecyclePolicy(),
      tables,
      says: 'Repository shop/api keeps 40 images, 30 of them untagged and 20.0 GiB together, and no lifecycle policy expires any.',
      saves: null,
      confidence: 80,
      notes:
        'images share layers, so that less than their sizes together is billed; untagged ones may be parts of a tagged index',
    },
    {
      name: 'more than one page',
      row: lifecyclePolicy(),
      tables: { ecr_unmanaged_images: [images({ images: 1000, is_truncated: true })] },
      says: 'Repository shop/api keeps more than 1000 images, 30 of them untagged and 20.0 GiB together, and no lifecycle policy expires any.',
      saves: null,
    },
    {
      name: 'a few large ones',
      row: lifecyclePolicy(),
      tables: { ecr_unmanaged_images: [images({ images: 6, untagged: 4 })] },
      says: 'Repository shop/api keeps 6 images, 4 of them untagged and 20.0 GiB together, and no lifecycle policy expires any.',
      saves: null,
    },
  ],
  passes: [
    { name: 'a policy expires them', row: lifecyclePolicy({ has_policy: true }) },
    {
      name: 'few images',
      row: lifecyclePolicy(),
      tables: { ecr_unmanaged_images: [images({ images: 19, bytes: 9 * 1024 ** 3 })] },
    },
    { name: 'none', row: lifecyclePolicy(), tables: { ecr_unmanaged_images: [images({ images: 0 })] } },
  ],
  unknowns: [
    {
      name: 'new: its policy may be on its way',
      row: lifecyclePolicy({ created_at: daysAgo(10) }),
      tables,
      because: 'it was created less than 30 days ago',
    },
    {
      name: 'its images are refused',
      row: lifecyclePolicy(),
      tables: { ecr_unmanaged_images: [images({ unread: 'no' })] },
      because: 'its images could not be read: no',
    },
    {
      name: 'nothing is known of its images',
      row: lifecyclePolicy(),
      because: 'its images could not be read',
    },
  ],
});
