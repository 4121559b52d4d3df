/** The least IAM policy for a set of actions, as JSON or Terraform. */

const SID = 'FinOpsGateReadOnly';

/** An identity policy document (IAM JSON policy elements, version 2012-10-17). None of the actions takes a resource. */
export function policyJson(actions: readonly string[]): string {
  const policy = {
    Version: '2012-10-17',
    Statement: [{ Sid: SID, Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' }],
  };
  return `${JSON.stringify(policy, null, 2)}\n`;
}

/** The same as a Terraform `aws_iam_policy_document`, formatted as `terraform fmt` does. */
export function policyTerraform(actions: readonly string[]): string {
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
