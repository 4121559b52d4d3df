/** Rows of Secrets Manager. */
import { ACCOUNT, daysAgo, maker, REGION } from '../makers.ts';

/** A year old, changed then, last read 200 days ago. */
export const secret = maker('secretsmanager_secrets', {
  name: 'shop/db',
  arn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:shop/db-AbCdEf`,
  created_at: daysAgo(365),
  last_changed_at: daysAgo(365),
  last_accessed_at: daysAgo(200),
});
