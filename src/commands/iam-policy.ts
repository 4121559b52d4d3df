/** The least IAM policy for a set of actions, as JSON or Terraform. */
import { ALWAYS_NEEDED } from '../aws/iam-actions.ts';
import type { Settings } from '../config/inputs.ts';
import { billingAddress, iamActionsOf, knownChecks } from '../pipeline.ts';
import { loadConfig } from './audit.ts';

/** A statement of an identity policy (IAM JSON policy elements, version 2012-10-17). */
interface Statement {
  readonly sid: string;
  readonly actions: readonly string[];
  readonly resource: string;
  /** Keys below which the bucket may be listed. */
  readonly prefix?: string;
}

function policyJson(statements: readonly Statement[]): string {
  const policy = {
    Version: '2012-10-17',
    Statement: statements.map((s) => ({
      Sid: s.sid,
      Effect: 'Allow',
      Action: s.actions,
      Resource: s.resource,
      ...(s.prefix ? { Condition: { StringLike: { 's3:prefix': `${s.prefix}*` } } } : {}),
    })),
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** The same as a Terraform `aws_iam_policy_document`, formatted as `terraform fmt` does. */
function policyTerraform(statements: readonly Statement[]): string {
  const blocks = statements.map((s) =>
    [
      '  statement {',
      `    sid       = "${s.sid}"`,
      '    effect    = "Allow"',
      `    resources = ["${s.resource}"]`,
      '',
      '    actions = [',
      ...s.actions.map((a) => `      "${a}",`),
      '    ]',
      ...(s.prefix
        ? [
            '',
            '    condition {',
            '      test     = "StringLike"',
            '      variable = "s3:prefix"',
            `      values   = ["${s.prefix}*"]`,
            '    }',
          ]
        : []),
      '  }',
    ].join('\n'),
  );
  return ['data "aws_iam_policy_document" "finops_gate" {', blocks.join('\n\n'), '}', ''].join('\n');
}

/** The statements that reading a bill takes; none for a folder. */
function billingStatements(billing: string | undefined): Statement[] {
  const at = billing === undefined ? undefined : billingAddress(billing);
  if (at === undefined) return [];
  const bucket = `arn:aws:s3:::${at.bucket}`;
  return [
    {
      sid: 'FinOpsGateListBilling',
      actions: ['s3:ListBucket'],
      resource: bucket,
      ...(at.prefix === '' ? {} : { prefix: at.prefix }),
    },
    { sid: 'FinOpsGateReadBilling', actions: ['s3:GetObject'], resource: `${bucket}/${at.prefix}*` },
  ];
}

/** The policy for the checks that a configuration enables. */
export async function printPolicy(of: { format: 'json' | 'terraform'; settings: Settings }): Promise<string> {
  const config = loadConfig(of.settings, process.env);
  const enabled = knownChecks.filter(
    (c) => !config.disabledChecks.includes(c.id) && (config.only.length === 0 || config.only.includes(c.id)),
  );
  const actions = [
    ...ALWAYS_NEEDED,
    ...iamActionsOf(enabled),
    ...(config.accountRoles.length > 0 ? ['sts:AssumeRole'] : []),
  ];
  // none of a scan's actions takes a resource
  const scan = { sid: 'FinOpsGateReadOnly', actions: [...new Set(actions)].sort(), resource: '*' };
  const statements = [scan, ...billingStatements(config.billing)];
  return of.format === 'json' ? policyJson(statements) : policyTerraform(statements);
}
