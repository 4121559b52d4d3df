/** Workflow-command annotations: ten of a level are shown, so the gate comes first, then coverage, then what is new. */
import type { Report } from '../../contracts/report.ts';
import { freshFindings, placeOf } from './check-run.ts';
import { plain } from './escape.ts';
import { ordered } from './order.ts';
import * as say from './words.ts';

/** Of the ten, some are left to what GitHub refuses. */
const MAX_FINDINGS = 6;

export interface AnnotationText {
  readonly level: 'notice' | 'warning' | 'error';
  readonly title: string;
  readonly message: string;
}

export function renderAnnotations(report: Report): AnnotationText[] {
  const r = ordered(report);
  const out: AnnotationText[] = [];
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
  const fresh = freshFindings(r);
  out.push(
    ...fresh.slice(0, MAX_FINDINGS).map((f) => ({
      level: 'notice' as const,
      title: plain(f.title, 200),
      message: `${plain(f.message, 600)} (${placeOf(f)})`,
    })),
  );
  const left = fresh.length - MAX_FINDINGS;
  if (left > 0)
    out.push({
      level: 'notice',
      title: 'FinOps Gate',
      message: `${say.count(left, 'more new finding')} in the job summary.`,
    });
  return out;
}
