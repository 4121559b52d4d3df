import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { missingTags, requiredTags } from '../_lib/missing-tags.ts';

export default defineCheck({
  id: 'aws.ec2.ebs.volume.tags.missing',
  title: 'EBS volume lacks required tags',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 280 },
  table: 'ec2_volumes',
  options: z.object({ requiredTags }),
  messages: { missing: 'Volume {id} ({gib} GiB) lacks the tag(s) {tags}.' },
  why: 'A volume is billed on a line of its own, which takes no tag from the instance that it is attached to.',
  fix: 'Add the tags, have launch templates tag volumes too, and enforce them with a tag policy.',
  links: ['https://docs.aws.amazon.com/ebs/latest/userguide/ebs-using-tags.html'],
  evaluate(row, ctx) {
    if (row.state !== 'available' && row.state !== 'in-use') return skip(`it is ${row.state}`);
    const missing = missingTags(row.tags, ctx.options.requiredTags);
    if (missing.length === 0) return pass;
    return fail({
      message: 'missing',
      values: { id: row.volume_id, gib: row.size_gib, tags: missing.join(', ') },
      confidence: 100,
      dimensions: {
        missing_tag_keys: missing.map((t) => t.toLowerCase()).join(','),
        instance_ids: row.attachments.map((a) => a.instance_id).join(','),
      },
    });
  },
});
