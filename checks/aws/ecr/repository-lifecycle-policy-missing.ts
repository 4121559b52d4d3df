import { z } from 'zod';
import { defineCheck, fail, pass, unknown } from '../../../contracts/check.ts';
import { ageDays } from '../_lib/time.ts';

const GIB = 1024 ** 3;

export default defineCheck({
  id: 'aws.ecr.repositories.lifecycle.policy.missing',
  title: 'Image repository without a lifecycle policy',
  kind: 'cost',
  category: 'storage',
  severity: { level: 'low', score: 340 },
  table: 'ecr_lifecycle_policies',
  lookups: ['ecr_unmanaged_images'],
  options: z.object({
    minimumImages: z.int().min(1).default(20).describe('Images from which a policy is missed'),
    minimumGib: z.number().min(0).default(10).describe('GiB from which it is missed with fewer images'),
    minimumAgeDays: z.number().min(0).default(30).describe('Days since the repository was created'),
  }),
  messages: {
    missing:
      'Repository {id} keeps {images} images, {untagged} of them untagged and {gib} GiB together, and no lifecycle policy expires any.',
  },
  why: 'Every build adds an image that is billed by the GiB and month until somebody deletes it.',
  fix: 'Add a policy that expires untagged images after some days and keeps a number of tagged ones; its preview shows what would go.',
  links: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html'],
  evaluate(row, ctx) {
    if (row.has_policy) return pass;
    const [held] = ctx.lookup('ecr_unmanaged_images').where('repository', row.repository);
    if (!held || held.unread) return unknown(`its images could not be read${held ? `: ${held.unread}` : ''}`);
    const { minimumImages, minimumGib, minimumAgeDays } = ctx.options;
    const gib = held.bytes / GIB;
    if (held.images === 0 || (held.images < minimumImages && gib < minimumGib)) return pass;
    const age = ageDays(row.created_at, ctx.asOf);
    if (age === undefined || age < minimumAgeDays)
      return unknown(`it was created less than ${minimumAgeDays} days ago`);
    return fail({
      message: 'missing',
      values: {
        id: row.repository,
        images: held.is_truncated ? `more than ${held.images}` : held.images,
        untagged: held.untagged,
        gib: gib.toFixed(1),
      },
      confidence: 80,
      notes:
        'images share layers, so that less than their sizes together is billed; untagged ones may be parts of a tagged index',
      metrics: { images: held.images, untagged: held.untagged, gib },
    });
  },
});
