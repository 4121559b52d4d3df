import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { missingTags, requiredTags } from '../_lib/missing-tags.ts';

export default defineCheck({
  id: 'aws.rds.instances.tags.missing',
  title: 'Database instance lacks required tags',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 300 },
  table: 'rds_instances',
  options: z.object({ requiredTags }),
  messages: { missing: 'Database {id} ({instanceClass}) lacks the tag(s) {tags}.' },
  why: 'Cost that carries no tag belongs to nobody, and members of a cluster take no tag from it.',
  fix: 'Add the tags, and enforce them with a tag policy.',
  links: ['https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html'],
  evaluate(row, ctx) {
    if (row.status === 'creating' || row.status.startsWith('delet')) return skip(`it is ${row.status}`);
    const missing = missingTags(row.tags, ctx.options.requiredTags);
    if (missing.length === 0) return pass;
    return fail({
      message: 'missing',
      values: { id: row.db_instance_id, instanceClass: row.instance_class, tags: missing.join(', ') },
      confidence: 100,
      dimensions: {
        missing_tag_keys: missing.map((t) => t.toLowerCase()).join(','),
        cluster_id: row.cluster_id,
      },
    });
  },
});
