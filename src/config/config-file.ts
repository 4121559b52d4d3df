/** `.finops-gate.yml`: the words that may stand in it. The published JSON Schema is generated from here. */
import { z } from 'zod';
import { COST_MODELS } from '../../contracts/billing.ts';
import { FAIL_ON_EXAMPLES, parseCondition } from './fail-on.ts';
import { isRegionCode } from './regions.ts';

const say = (what: string) => ({ error: what });
const accountId = z
  .string(say('must be a 12-digit account id in quotes'))
  .regex(/^\d{12}$/, 'must be a 12-digit account id in quotes');
const region = z.string().refine(isRegionCode, 'is not an AWS region code such as eu-west-1');
export const roleArn = z
  .string()
  .regex(
    /^arn:(aws|aws-cn|aws-us-gov|aws-iso[a-z-]*|aws-eusc):iam::\d{12}:role\/[\w+=,.@/-]{1,512}$/,
    'is not a role ARN such as arn:aws:iam::123456789012:role/finops-gate',
  );
const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'is not an external id (2 to 1224 of letters, digits and +=,.@:/-_)');
/** A directory name in the output (tenant_id=…), so a plain word. */
const word = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'must be 1 to 64 letters, digits, dots, dashes or underscores');
const day = z.iso.date('must be a date such as 2027-01-31');
const words = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

const exemption = z
  .strictObject({
    check: words(200).optional().describe('Check id, * wildcards allowed'),
    resource: words(2048).optional().describe('Resource id or ARN, * wildcards allowed'),
    tag: words(512).optional().describe('key or key=value, * wildcards allowed in the value'),
    account: accountId.optional().describe('12-digit account id'),
    owner: words(200).describe('Who answers for it'),
    reason: words(1000).describe('Why'),
    expires: day.describe('Last day that it holds (UTC)'),
  })
  .refine(
    (e) =>
      e.check !== undefined || e.resource !== undefined || e.tag !== undefined || e.account !== undefined,
    'names nothing: give at least one of check, resource, tag, account',
  );

const suppressTag = z.strictObject({
  key: words(128).describe('Tag key, compared without regard to case'),
  values: z
    .array(words(256))
    .max(100)
    .optional()
    .describe('Values that silence; any value but false, no, 0, off when absent'),
  applies: z
    .enum(['all', 'deletion'])
    .default('all')
    .describe('all findings, or only advice to delete, stop or shrink'),
});

const failOn = z
  .string()
  .refine(
    (s) => s.split(/[\n,]/).every((part) => parseCondition(part) !== undefined),
    `is not a condition; conditions are ${FAIL_ON_EXAMPLES}`,
  );
const many = <T extends z.ZodType>(item: T) => z.array(item).max(1000);

export const ConfigFile = z
  .strictObject({
    tenant: word.optional().describe('Name of the tenant; part of every finding id'),
    workspace: word.optional().describe('Name of the workspace'),
    regions: z
      .union([z.literal('all'), many(region)], say('must be `all` or a list of region codes'))
      .optional()
      .describe('Regions to scan, or all that are switched on'),
    'account-roles': many(
      z.union(
        [roleArn, z.strictObject({ 'role-arn': roleArn, 'external-id': externalId.optional() })],
        say('must be a role ARN, or role-arn with an optional external-id'),
      ),
    )
      .optional()
      .describe('Roles to assume, one per account'),
    'allowed-account-ids': many(accountId)
      .optional()
      .describe('Accounts that may be scanned; any other stops the run'),
    billing: words(1024).optional().describe('Folder or s3://bucket/prefix with cost exports'),
    'cost-model': z.enum(COST_MODELS).optional().describe('Cost that counts; net_amortized when absent'),
    salt: z.enum(['stable', 'per_run', 'per_day']).optional().describe('How finding ids are salted'),
    checks: z
      .strictObject({
        disable: many(words(200)).optional().describe('Check ids to leave out, * wildcards allowed'),
        options: z
          .record(z.string(), z.record(z.string(), z.unknown()))
          .optional()
          .describe('Options by check id'),
      })
      .optional(),
    correlate: z
      .strictObject({
        allow: many(words(200)).optional().describe('Rules to run; all when absent'),
        deny: many(words(200)).optional().describe('Rules to leave out'),
      })
      .optional(),
    strict: z.boolean().optional().describe('A failing rule or a dropped row fails the run'),
    exemptions: many(exemption)
      .optional()
      .describe('Findings that do not count, each with owner, reason and expiry'),
    'suppress-tags': many(suppressTag)
      .optional()
      .describe('Tags that silence findings; replaces the default list'),
    'fail-on': z
      .union(
        [failOn, many(failOn)],
        say(`must be a condition or a list of them; conditions are ${FAIL_ON_EXAMPLES}`),
      )
      .optional()
      .describe('Conditions that hold the gate'),
    mode: z.enum(['fail', 'warn']).optional().describe('fail: the gate fails the run; warn: it only says so'),
    'allow-public': z.boolean().optional().describe('Publish resource names from a public repository'),
  })
  .describe('Configuration of FinOps Gate');
export type ConfigFile = z.output<typeof ConfigFile>;
