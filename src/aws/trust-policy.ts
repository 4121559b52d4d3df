/** What a token from GitHub says about itself, and the trust policy that would accept it. The token itself is never shown. */
import { z } from 'zod';

const Claims = z.object({
  iss: z.url().max(512),
  sub: z.string().max(1024),
  aud: z.union([
    z.string().max(512),
    z
      .array(z.string().max(512))
      .max(8)
      .transform((a) => a.join(',')),
  ]),
});
export type Claims = z.output<typeof Claims>;

/** The claims of a JWT, unverified: AWS verifies them. Undefined when it is no JWT. */
export function claimsOf(token: string): Claims | undefined {
  const payload = token.split('.')[1];
  if (!payload || payload.length > 16_384) return undefined;
  try {
    const parsed = Claims.safeParse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The trust policy for a role, as JSON, that accepts exactly this token's audience and subject.
 * Source: IAM User Guide, "Create a role for OpenID Connect federation", and GitHub's "Configuring OpenID Connect in AWS".
 */
export function trustPolicy(roleArn: string, claims: Claims): string {
  const [, partition = 'aws', , , accountId = ''] = roleArn.split(':');
  const provider = claims.iss.replace(/^https:\/\//, '').replace(/\/$/, '');
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:${partition}:iam::${accountId}:oidc-provider/${provider}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${provider}:aud`]: claims.aud, [`${provider}:sub`]: claims.sub },
        },
      },
    ],
  };
  return JSON.stringify(policy, null, 2);
}

/** True for `repo:owner@id/name@id:…`: GitHub's form since July 2026, which a policy written for `repo:owner/name:…` refuses. */
export const isImmutableSubject = (sub: string): boolean => /^repo:[^/:@]+@\d+\/[^/:@]+@\d+:/.test(sub);
