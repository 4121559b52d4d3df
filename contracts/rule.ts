/** A correlation rule: the header of a file in sql/correlate, read by src/correlate. */
import { z } from 'zod';

export const RuleHeader = z.strictObject({
  /** e.g. aws.ec2.correlation.ebs.unattached.unencrypted */
  id: z.string().regex(/^aws(\.[a-z0-9]+)+$/),
  title: z.string().min(1),
  /** One sentence with {holes} named after output columns. */
  says: z.string().min(1),
  /** What to do. */
  fix: z.string().min(1),
  severity: z.string().regex(/^(info|low|medium|high|critical) \d{1,4}$/),
  category: z.string(),
  grain: z.string().min(1),
  reads: z.array(z.string()).min(1),
  params: z.array(z.string()),
});
export type RuleHeader = z.output<typeof RuleHeader>;
