/** The check run: pure data, in the shape that src/github sends. */
import type { Finding } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { commentMarker, renderComment } from './comment.ts';
import { plain } from './escape.ts';
import { ordered, severityRank } from './order.ts';
import { anchorUri } from './sarif.ts';
import * as say from './words.ts';

const MAX_ANNOTATIONS = 200;

/** Findings that are new in this run, the largest first; on a first run none. */
export function freshFindings(r: Report): Finding[] {
  const isNew = new Set(say.of(r, 'new').map((d) => d.fingerprint));
  return r.findings.filter((f) => isNew.has(f.fingerprint));
}

export const placeOf = (f: Finding): string =>
  `${f.scope.account_id} ${f.scope.region} ${plain(f.scope.resource_id, 120)}`;

const isHigh = (f: Finding): boolean => severityRank(f.severity.level) >= severityRank('high');

export interface CheckRunText {
  readonly name: string;
  readonly title: string;
  /** Markdown */
  readonly summary: string;
  /** The gate's: pass is success, or neutral when there was nothing to judge; warn is neutral; fail is failure. */
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

function conclusion(r: Report): CheckRunText['conclusion'] {
  if (r.gate.result === 'fail') return 'failure';
  return r.gate.result === 'warn' || say.sawNothing(r) ? 'neutral' : 'success';
}

export function renderCheckRun(report: Report, key: string): CheckRunText {
  const r = ordered(report);
  return {
    name: 'FinOps Gate',
    title: plain(say.title(r), 255),
    summary: `${renderComment(r, key).replace(`${commentMarker(key)}\n`, '')}\n${say.callsSentence(r)}\n`,
    conclusion: conclusion(r),
    annotations: r.totalsOnly
      ? []
      : freshFindings(r)
          .slice(0, MAX_ANNOTATIONS)
          .map((f) => ({
            path: decodeURIComponent(anchorUri(r.configPath)),
            startLine: 1,
            endLine: 1,
            level: isHigh(f) ? ('warning' as const) : ('notice' as const),
            title: plain(f.title, 255),
            message: `${plain(f.message, 1000)}\n${placeOf(f)}\n${plain(f.recommendation, 600)}`,
          })),
  };
}
