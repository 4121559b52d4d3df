import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';
import { missingTags, requiredTags } from '../_lib/missing-tags.ts';

export default defineCheck({
  id: 'aws.fsx.filesystems.missing.required.tags',
  title: 'FSx file system lacks required tags',
  kind: 'governance',
  category: 'governance',
  severity: { level: 'low', score: 300 },
  table: 'fsx_file_systems',
  options: z.object({ requiredTags }),
  messages: { missing: 'FSx file system {id} ({type}) lacks the tag(s) {tags}.' },
  why: 'Cost that carries no tag belongs to nobody.',
  fix: 'Add the tags, and enforce them with a tag policy.',
  links: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_tag-policies.html',
  ],
  evaluate(row, ctx) {
    if (row.lifecycle === 'DELETING' || row.lifecycle === 'CREATING' || row.lifecycle === 'FAILED')
      return skip(`it is ${row.lifecycle}`);
    const missing = missingTags(row.tags, ctx.options.requiredTags);
    if (missing.length === 0) return pass;
    return fail({
      message: 'missing',
      values: { id: row.file_system_id, type: row.file_system_type, tags: missing.join(', ') },
      confidence: 100,
      dimensions: {
        fs_type: row.file_system_type,
        missing_tag_keys: missing.map((t) => t.toLowerCase()).join(','),
      },
    });
  },
});
