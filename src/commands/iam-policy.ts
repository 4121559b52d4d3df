/** The least IAM policy for a set of actions, as JSON or Terraform. */
import { ALWAYS_NEEDED } from '../aws/iam-actions.ts';
import type { Settings } from '../config/inputs.ts';
import { iamActionsOf, knownChecks } from '../pipeline.ts';
import { loadConfig } from './audit.ts';

const SID = 'FinOpsGateReadOnly';

/** An identity policy document (IAM JSON policy elements, version 2012-10-17). None of the actions takes a resource. */
function policyJson(actions: readonly string[]): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Sid: SID, Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' }],
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** The same as a Terraform `aws_iam_policy_document`, formatted as `terraform fmt` does. */
function policyTerraform(actions: readonly string[]): string {
  const list = [...new Set(actions)].sort().map((a) => `      "${a}",`);
  return [
    'data "aws_iam_policy_document" "finops_gate" {',
    '  statement {',
    `    sid       = "${SID}"`,
    '    effect    = "Allow"',
    '    resources = ["*"]',
    '',
    '    actions = [',
    ...list,
    '    ]',
    '  }',
    '}',
    '',
  ].join('\n');
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
  return of.format === 'json' ? policyJson(actions) : policyTerraform(actions);
}
