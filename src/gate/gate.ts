/** The gate: the team's own conditions, judged on the report's figures. */
import type { Config, GateCondition } from '../../contracts/config.ts';
import type { DiffRow, SavingsTotals } from '../../contracts/diff.ts';
import { SEVERITIES } from '../../contracts/finding.ts';
import { Big, formatUsd } from '../../contracts/money.ts';
import type { ExemptionState, GateVerdict } from '../../contracts/report.ts';

export interface GateFacts {
  readonly diff: readonly Pick<DiffRow, 'class' | 'severity'>[];
  readonly savings: Pick<SavingsTotals, 'new' | 'total'>;
  readonly coveragePercent: number;
  readonly exemptions: readonly Pick<ExemptionState, 'state' | 'findings'>[];
}

const rank = (level: string): number => SEVERITIES.findIndex((s) => s === level);
const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

function judge(c: GateCondition, f: GateFacts): { text: string; held: boolean; because: string } {
  switch (c.kind) {
    case 'new-severity': {
      const n = f.diff.filter((d) => d.class === 'new' && rank(d.severity) >= rank(c.level)).length;
      return {
        text: `new-severity>=${c.level}`,
        held: n > 0,
        because: `${plural(n, 'new finding')} at or above ${c.level}`,
      };
    }
    case 'coverage':
      return {
        text: `coverage<${c.percent}`,
        held: f.coveragePercent < c.percent,
        because: `coverage is ${f.coveragePercent} %, ${c.percent} % is asked for`,
      };
    case 'expired-exemptions': {
      const n = f.exemptions.filter((e) => e.state === 'expired').length;
      return { text: c.kind, held: n > 0, because: plural(n, 'expired exemption') };
    }
    default: {
      const [amount, what] =
        c.kind === 'new-savings' ? [f.savings.new, 'new'] : [f.savings.total, 'in total'];
      const held = new Big(amount).gt(c.usd);
      return {
        text: `${c.kind}>${c.usd}`,
        held,
        because: `${formatUsd(amount)} a month ${what}, ${held ? 'above' : 'not above'} ${formatUsd(c.usd)}`,
      };
    }
  }
}

/** Every condition with its verdict; the result follows the mode. */
export function judgeGate(gate: Config['gate'], facts: GateFacts): GateVerdict {
  const conditions = gate.failOn.map((condition) => ({ condition, ...judge(condition, facts) }));
  const held = conditions.some((c) => c.held);
  return { mode: gate.mode, result: held ? (gate.mode === 'fail' ? 'fail' : 'warn') : 'pass', conditions };
}
