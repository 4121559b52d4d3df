import check from '../../../../checks/aws/backup/vault-access-policy-open.ts';
import { vaultPolicy } from '../../../support/makers/backup.ts';
import { ACCOUNT } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const OTHER = '444455556666';
const DELETE = 'backup:DeleteRecoveryPoint';
const COPY = 'backup:CopyIntoBackupVault';
const everyone = { AWS: '*' };
const root = (account: string): string => `arn:aws:iam::${account}:root`;

const allow = (over: object) => ({
  Effect: 'Allow',
  Principal: '*',
  Action: [DELETE],
  Resource: '*',
  ...over,
});
const deny = (over: object) => ({ ...allow(over), Effect: 'Deny' });
const policy = (...Statement: object[]) =>
  vaultPolicy({ policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
const inOrganization = { StringEquals: { 'aws:PrincipalOrgID': 'o-shop' } };
const within =
  'AWS Backup refuses other accounts everything but copying into a vault; every principal of this account is let in';

const DESTROYS = 'delete or unprotect its backups';

testCheck(check, {
  fails: [
    {
      name: 'everyone may delete',
      row: policy(
        allow({ Sid: 'Open', Principal: everyone, Resource: ['arn:aws:backup:*:*:backup-vault:ma*'] }),
      ),
      says: `Vault main lets everyone ${DESTROYS} (statement Open).`,
      saves: null,
      level: 'high',
      confidence: 90,
      notes: within,
      dimensions: { vault_name: 'main', rule: 'everyone', sid: 'Open', actions: DELETE },
    },
    {
      name: 'one statement, not a list, and a wildcard in the action',
      row: vaultPolicy({ policy: JSON.stringify({ Statement: allow({ Action: 'backup:*' }) }) }),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
      level: 'high',
    },
    {
      name: 'all actions but one',
      row: policy(allow({ Action: undefined, NotAction: 'backup:StartBackupJob' })),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
    },
    {
      name: 'all principals but one',
      row: policy(allow({ Principal: undefined, NotPrincipal: { AWS: root(ACCOUNT) } })),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
    },
    {
      name: 'users of a public identity provider',
      row: policy(allow({ Principal: { Federated: 'accounts.google.com' } })),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
    },
    {
      name: 'everyone may copy in',
      row: policy(allow({ Action: COPY })),
      says: 'Vault main lets everyone copy backups into it, which are billed to this account.',
      saves: null,
      level: 'medium',
      notes: '',
    },
    {
      name: 'everyone may restore; the worst of two statements says it',
      row: policy(
        allow({ Sid: 'In', Action: COPY }),
        allow({ Sid: 'Out', Action: 'backup:StartRestoreJob' }),
      ),
      says: 'Vault main lets everyone restore its backups or copy them elsewhere (statement Out).',
      saves: null,
      level: 'medium',
      dimensions: { rule: 'everyone', sid: 'Out' },
    },
    {
      name: 'conditions that bind nobody: any organization, a key that may be missing, all of no values',
      row: policy(
        allow({ Condition: { StringLike: { 'aws:PrincipalOrgID': 'o-*' } } }),
        allow({ Condition: { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-shop' } } }),
        allow({ Condition: { 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-shop/*' } } }),
        allow({ Condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/backup' } } }),
        allow({ Condition: { Bool: { 'aws:SecureTransport': true } } }),
      ),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
      level: 'high',
    },
    {
      name: 'a whole organization may delete',
      row: policy(allow({ Condition: inOrganization })),
      says: `Vault main lets everyone in organization o-shop ${DESTROYS}.`,
      saves: null,
      level: 'medium',
      notes: `${within}; whether that organization is your own is not read`,
    },
    {
      name: 'a unit of it may restore',
      row: policy(
        allow({
          Action: ['backup:StartRestoreJob'],
          Condition: { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-shop/r-1/ou-1/*'] } },
        }),
      ),
      says: 'Vault main lets everyone in organization o-shop restore its backups or copy them elsewhere.',
      saves: null,
      level: 'low',
    },
    {
      name: 'everyone behind an endpoint',
      row: policy(allow({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-0a' } } })),
      says: `Vault main lets everyone behind vpce-0a ${DESTROYS}.`,
      saves: null,
      level: 'medium',
    },
    {
      name: 'another account among several, in each of its spellings',
      row: policy(allow({ Principal: { AWS: [root(ACCOUNT), OTHER, root(OTHER)] } })),
      says: `Vault main lets account(s) ${OTHER} ${DESTROYS}.`,
      saves: null,
      level: 'medium',
      dimensions: { rule: 'accounts', principals: OTHER },
    },
    {
      name: 'everyone whose account is another one',
      row: policy(allow({ Condition: { StringEquals: { 'aws:PrincipalAccount': [ACCOUNT, OTHER] } } })),
      says: `Vault main lets account(s) ${OTHER} ${DESTROYS}.`,
      saves: null,
    },
    {
      name: 'an account that may copy in and is not on the list',
      row: policy(allow({ Principal: { AWS: root(OTHER) }, Action: COPY })),
      options: { allowedAccounts: ['777788889999'] },
      says: `Vault main lets account(s) ${OTHER} copy backups into it, which are billed to this account.`,
      saves: null,
      level: 'low',
    },
    {
      name: 'a service that acts for anybody',
      row: policy(allow({ Principal: { Service: 'cloudformation.amazonaws.com' } })),
      says: `Vault main lets service cloudformation.amazonaws.com, whoever it acts for, ${DESTROYS}.`,
      saves: null,
      level: 'low',
      notes: '',
    },
    {
      name: 'a denial that spares one organization closes the wildcard to it',
      row: policy(allow({}), deny({ Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-shop' } } })),
      says: `Vault main lets everyone in organization o-shop ${DESTROYS}.`,
      saves: null,
      level: 'medium',
    },
    {
      name: 'denials that close nothing: of another action, of one principal, of some backups, on another condition',
      row: policy(
        allow({}),
        deny({ Action: 'backup:StartRestoreJob' }),
        deny({ Principal: { AWS: root(OTHER) } }),
        deny({ Resource: 'arn:aws:ec2:*::snapshot/*' }),
        deny({ Resource: undefined, NotResource: 'arn:aws:ec2:*::snapshot/*' }),
        deny({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }),
      ),
      says: `Vault main lets everyone ${DESTROYS}.`,
      saves: null,
      level: 'high',
    },
    {
      name: 'a vault with backups and without a policy is worth knowing',
      row: vaultPolicy(),
      says: 'Vault main has no access policy: IAM alone decides who may delete its backups.',
      saves: null,
      level: 'info',
      dimensions: { rule: 'no_access_policy' },
    },
  ],
  passes: [
    {
      name: 'the policy of automatic EFS backups: a denial grants nothing',
      row: policy(deny({ Principal: everyone, Action: [DELETE, 'backup:DeleteBackupVault'] })),
    },
    {
      name: 'its own account, as root, as number and as a role',
      row: policy(
        allow({ Principal: { AWS: [root(ACCOUNT), ACCOUNT, `arn:aws:iam::${ACCOUNT}:role/operator`] } }),
      ),
    },
    {
      name: 'a statement about another vault, which opens nothing here',
      row: policy(allow({ Resource: `arn:aws:backup:eu-west-1:${ACCOUNT}:backup-vault:other` })),
    },
    {
      name: 'everyone may look',
      row: policy(allow({ Action: ['backup:DescribeBackupVault', 'backup:List*'] })),
    },
    {
      name: 'an organization may copy in: what such policies are for',
      row: policy(allow({ Action: COPY, Condition: inOrganization })),
    },
    {
      name: 'a named account may copy in',
      row: policy(allow({ Principal: { AWS: root(OTHER) }, Action: COPY })),
    },
    {
      name: 'an account that is trusted',
      row: policy(allow({ Principal: { AWS: root(OTHER) } })),
      options: { allowedAccounts: [OTHER] },
    },
    {
      name: 'everyone of its own account',
      row: policy(allow({ Condition: { StringEquals: { 'AWS:PrincipalAccount': ACCOUNT } } })),
    },
    {
      name: 'a role of its own by pattern, also where it must be in the organization',
      row: policy(
        allow({
          Condition: {
            ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${ACCOUNT}:role/backup-*` },
            ...inOrganization,
          },
        }),
      ),
    },
    {
      name: 'a service that acts for its own account',
      row: policy(
        allow({
          Principal: { Service: ['backup.amazonaws.com'] },
          Condition: { StringEquals: { 'aws:SourceAccount': ACCOUNT } },
        }),
      ),
    },
    {
      name: 'its own identity provider',
      row: policy(allow({ Principal: { Federated: `arn:aws:iam::${ACCOUNT}:saml-provider/staff` } })),
    },
    {
      name: 'a wildcard that an unconditional denial takes away',
      row: policy(allow({}), deny({ Action: ['backup:Delete*'] })),
    },
    {
      name: 'a wildcard that a denial closes to its own account',
      row: policy(
        allow({}),
        deny({
          Condition: {
            StringNotEqualsIfExists: { 'aws:PrincipalAccount': ACCOUNT },
            BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
          },
        }),
      ),
    },
    {
      name: 'a denial of all but its own role',
      row: policy(
        allow({}),
        deny({ Principal: undefined, NotPrincipal: { AWS: `arn:aws:iam::${ACCOUNT}:role/operator` } }),
      ),
    },
    {
      name: 'a denial of all but some users by their unique ids',
      row: policy(
        allow({}),
        deny({ Condition: { StringNotLike: { 'aws:userId': ['AROAEXAMPLEEXAMPLE123:*'] } } }),
      ),
    },
    {
      name: 'a principal that was deleted: its unique id opens nothing',
      row: policy(allow({ Principal: { AWS: 'AIDAEXAMPLEEXAMPLE123' } })),
    },
    { name: 'no policy, and nothing in it', row: vaultPolicy({ recovery_points: 0 }) },
  ],
  unknowns: [
    {
      name: 'no JSON',
      row: vaultPolicy({ policy: '{"Statement": [' }),
      because: 'its access policy cannot be understood',
    },
    {
      name: 'JSON that is no policy',
      row: vaultPolicy({ policy: '{"Statement": [{"Effect": "Maybe"}]}' }),
      because: 'its access policy cannot be understood',
    },
  ],
});
