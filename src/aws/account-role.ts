/** The second hop: from the run's own credentials into a role of another account. */
import type { AccountRole } from '../../contracts/config.ts';
import type { Credentials } from './credentials.ts';
import { issued } from './issued.ts';
import type { Session } from './session.ts';

/** AssumeRole for its default hour, which is also the most that role chaining allows. Throws AwsFailure. */
export async function assumeAccountRole(
  role: AccountRole,
  sessionName: string,
  base: Session,
): Promise<Credentials> {
  const { AssumeRoleCommand } = await import('./clients/sts.ts');
  const answer = await base.send(
    'sts',
    new AssumeRoleCommand({
      RoleArn: role.roleArn,
      RoleSessionName: sessionName,
      ...(role.externalId === undefined ? {} : { ExternalId: role.externalId }),
    }),
  );
  return issued(answer.Credentials, role.roleArn);
}
