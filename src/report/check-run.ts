/** The check run and the annotations: pure data, in the shapes that src/github sends. */
import { type Finding, SEVERITIES } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { commentMarker, renderComment } from './comment.ts';
import { plain } from './escape.ts';
import { bySavings } from './order.ts';
import { anchorUri } from './sarif.ts';
import * as say from './words.ts';

const MAX_ANNOTATIONS = 200;

/** Findings that are new in this run; on a first run none. */
function fresh(r: Report): Finding[] {
  const isNew = new Set(r.diff.filter((d) => d.class === 'new').map((d) => d.fingerprint));
  return bySavings([...r.findings, ...r.correlated].filter((f) => isNew.has(f.fingerprint)));
}

const atLeastHigh = (f: Finding): boolean =>
  SEVERITIES.indexOf(f.severity.level as (typeof SEVERITIES)[number]) >= SEVERITIES.indexOf('high');
const where = (f: Finding): string =>
  `${f.scope.account_id} ${f.scope.region} ${plain(f.scope.resource_id, 120)}`;

export interface CheckRunText {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly conclusion: 'success' | 'neutral' | 'failure';
  readonly annotations: readonly {
    readonly path: string;
    readonly startLine: number;
    readonly endLine: number;
    readonly level: 'notice' | 'warning' | 'failure';
    readonly title: string;
    readonly message: string;
  }[];
}

export function renderCheckRun(r: Report, key: string): CheckRunText {
  return {
    name: 'FinOps Gate',
    title: plain(say.headline(r), 255),
    summary: renderComment(r, key).replace(`${commentMarker(key)}\n`, ''),
    conclusion: r.gate.result === 'fail' ? 'failure' : r.gate.result === 'warn' ? 'neutral' : 'success',
    annotations: r.totalsOnly
      ? []
      : fresh(r)
          .slice(0, MAX_ANNOTATIONS)
          .map((f) => ({
            path: decodeURIComponent(anchorUri(r.configPath)),
            startLine: 1,
            endLine: 1,
            level: atLeastHigh(f) ? ('warning' as const) : ('notice' as const),
            title: plain(f.title, 255),
            message: `${plain(f.message, 1000)}\n${where(f)}\n${plain(f.recommendation, 600)}`,
          })),
  };
}

/** Workflow-command annotations: few are shown, so the gate comes first, then coverage, then the largest new findings. */
export function renderAnnotations(
  r: Report,
): { level: 'notice' | 'warning' | 'error'; title: string; message: string }[] {
  const out: { level: 'notice' | 'warning' | 'error'; title: string; message: string }[] = [];
  if (r.gate.result !== 'pass')
    out.push({
      level: r.gate.result === 'fail' ? 'error' : 'warning',
      title: 'FinOps Gate',
      message: plain(say.gateSentence(r), 1000),
    });
  if (say.isPartial(r))
    out.push({
      level: 'warning',
      title: 'FinOps Gate: not everything could be read',
      message: say.coverageSentence(r),
    });
  if (r.totalsOnly) return out;
  for (const f of fresh(r).slice(0, 8))
    out.push({
      level: 'notice',
      title: plain(f.title, 200),
      message: `${plain(f.message, 600)} (${where(f)})`,
    });
  return out;
}
