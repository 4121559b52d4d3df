import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { missingTags } from '../_lib/missing-tags.ts';

export default defineCheck({
  id: 'aws.ec2.instances.tags.missing',
  title: 'EC2 instance lacks required tags',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 300 },
  table: 'ec2_instances',
  options: z.object({
    requiredTags: z
      .array(z.string().min(1))
      .default(['ApplicationId', 'Environment', 'Application'])
      .describe('Tag keys, compared without regard to case; a blank value counts as missing'),
  }),
  messages: { missing: 'Instance {id} lacks the tag(s) {tags}.' },
  why: 'Cost that carries no tag belongs to nobody.',
  fix: 'Add the tags, and enforce them with a tag policy.',
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html',
  ],
  evaluate(row, ctx) {
    if (row.state !== 'running' && row.state !== 'stopped') return skip(`it is ${row.state}`);
    const missing = missingTags(row.tags, ctx.options.requiredTags);
    if (missing.length === 0) return pass;
    return fail({
      message: 'missing',
      values: { id: row.instance_id, tags: missing.join(', ') },
      confidence: 100,
      dimensions: { missing_tag_keys: missing.map((t) => t.toLowerCase()).join(',') },
    });
  },
});
