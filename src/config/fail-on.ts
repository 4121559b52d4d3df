/** The gate's conditions as text: `new-severity>=high`, `new-savings>100`, `total-savings>1000`, `coverage<95`, `expired-exemptions`. */
import type { GateCondition } from '../../contracts/config.ts';
import { SEVERITIES } from '../../contracts/finding.ts';

export const FAIL_ON_EXAMPLES =
  'new-severity>=high, new-savings>100, total-savings>1000, coverage<95, expired-exemptions';

/** Undefined when the text is no condition. */
export function parseCondition(text: string): GateCondition | undefined {
  const t = text.replaceAll(/\s+/g, '').toLowerCase();
  if (t === 'expired-exemptions') return { kind: 'expired-exemptions' };
  const severity = /^new-severity>=(\w+)$/.exec(t)?.[1];
  const level = SEVERITIES.find((s) => s === severity);
  if (level) return { kind: 'new-severity', level };
  const amount = /^(new-savings|total-savings)>\$?(\d{1,12}(?:\.\d{1,6})?)$/.exec(t);
  if (amount?.[2])
    return { kind: amount[1] === 'new-savings' ? 'new-savings' : 'total-savings', usd: amount[2] };
  const percent = /^coverage<(\d{1,3}(?:\.\d+)?)%?$/.exec(t)?.[1];
  if (percent && Number(percent) <= 100) return { kind: 'coverage', percent: Number(percent) };
  return undefined;
}
