import { describe, expect, it } from 'vitest';
import type { GateCondition } from '../../../contracts/config.ts';
import { type GateFacts, judgeGate } from '../../../src/gate/gate.ts';

const facts = (over: Partial<GateFacts> = {}): GateFacts => ({
  diff: [
    { class: 'new', severity: 'medium' },
    { class: 'unchanged', severity: 'critical' },
  ],
  savings: { new: '100.000000', total: '1000.000001' },
  coveragePercent: 95,
  exemptions: [{ state: 'active', findings: 1 }],
  ...over,
});
const judge = (condition: GateCondition, f = facts(), mode: 'fail' | 'warn' = 'fail') =>
  judgeGate({ failOn: [condition], mode }, f);

describe('judgeGate', () => {
  it.each<[GateCondition, boolean, string]>([
    [{ kind: 'new-severity', level: 'medium' }, true, '1 new finding at or above medium'],
    [{ kind: 'new-severity', level: 'high' }, false, '0 new findings at or above high'],
    [{ kind: 'new-savings', usd: '100' }, false, '$100.00 a month new, not above $100.00'],
    [{ kind: 'new-savings', usd: '99.999999' }, true, '$100.00 a month new, above $100.00'],
    [{ kind: 'total-savings', usd: '1000' }, true, '$1,000.00 a month in total, above $1,000.00'],
    [{ kind: 'coverage', percent: 95 }, false, 'coverage is 95 %, 95 % is asked for'],
    [{ kind: 'coverage', percent: 95.1 }, true, 'coverage is 95 %, 95.1 % is asked for'],
    [{ kind: 'expired-exemptions' }, false, '0 expired exemptions'],
  ])('%o', (condition, held, because) => {
    expect(judge(condition).conditions).toMatchObject([{ held, because }]);
    expect(judge(condition).result).toBe(held ? 'fail' : 'pass');
  });

  it('only warns in warn mode, and passes without conditions', () => {
    expect(
      judge(
        { kind: 'expired-exemptions' },
        facts({ exemptions: [{ state: 'expired', findings: 0 }] }),
        'warn',
      ).result,
    ).toBe('warn');
    expect(judgeGate({ failOn: [], mode: 'fail' }, facts()).result).toBe('pass');
  });
});
