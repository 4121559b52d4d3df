import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { secretMonth } from '../../../prices/aws/secretsmanager.ts';
import { least } from '../_lib/least.ts';
import { notesOf } from '../_lib/notes.ts';
import { ageDays } from '../_lib/time.ts';

export default defineCheck({
  id: 'aws.secretsmanager.secrets.unused',
  title: 'Secret that nobody reads',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'low', score: 300 },
  table: 'secretsmanager_secrets',
  respectsKeepTags: true,
  options: z.object({
    // AWS Security Hub, SecretsManager.3: unused for 90 days
    unusedDays: z.int().min(1).default(90).describe('Days in which nothing read it'),
  }),
  messages: {
    unused: 'Secret {name} was last read {days} days ago[ and costs {savings} a month].',
    never:
      'Secret {name} was never read in the {days} days since it was created[ and costs {savings} a month].',
  },
  why: 'A secret is billed by the month, read or not, and one that nobody needs can still be stolen.',
  fix: 'Schedule its deletion with a recovery window of 30 days; a reader that still needs it fails in that time, and it can be restored.',
  links: [
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/manage_delete-secret.html',
    'https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html',
  ],
  prices: (row) => [secretMonth(row.region, {})],
  evaluate(row, ctx) {
    if (row.deleted_at !== null) return skip('its deletion is scheduled');
    if (row.owning_service !== '') return skip(`${row.owning_service} keeps it`);
    // a replica stands by, and readers of the original may be in the regions of its replicas: the date is of this region
    if (row.primary_region !== '' && row.primary_region !== row.region)
      return skip(`a replica of the secret in ${row.primary_region}`);
    if (row.primary_region !== '') return skip('it is replicated, and may be read in other regions');
    const { unusedDays } = ctx.options;
    const created = ageDays(row.created_at, ctx.asOf);
    const read = ageDays(row.last_accessed_at, ctx.asOf);
    const quiet = read ?? created;
    if (quiet === undefined) return unknown('AWS does not say when it was created');
    if (read !== undefined && read < unusedDays) return pass;
    if (created === undefined || created < unusedDays)
      return unknown(`it was created less than ${unusedDays} days ago`);
    // somebody looks after it; rotation changes a secret without anybody
    const changed = ageDays(row.last_changed_at, ctx.asOf);
    if (!row.rotation_enabled && changed !== undefined && changed < unusedDays) return pass;

    const price = ctx.price(secretMonth(row.region, {}));
    const isOfStack = row.tags['aws:cloudformation:stack-name'] !== undefined;
    return fail({
      message: read === undefined ? 'never' : 'unused',
      values: { name: row.name, days: Math.floor(quiet), savings: price?.usd },
      monthlyCost: price?.usd,
      claims: [{ part: 'secret', monthlySavings: price?.usd }],
      confidence: least(isOfStack ? 55 : 80, price?.confidence ?? 80),
      notes: notesOf(
        isOfStack ? 'a stack made it, which may read it when it is updated' : '',
        price?.note ?? '',
      ),
    });
  },
});
