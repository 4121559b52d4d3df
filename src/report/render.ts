/** Every report of a run, as text. */
import type { Finding } from '../../contracts/finding.ts';
import type { Report } from '../../contracts/report.ts';
import { type AnnotationText, renderAnnotations } from './annotations.ts';
import { type CheckRunText, renderCheckRun } from './check-run.ts';
import { renderComment } from './comment.ts';
import { renderExports } from './exports.ts';
import { renderHtml } from './html.ts';
import { renderSarif, type SarifFiles } from './sarif.ts';
import { renderSlack } from './slack.ts';
import { renderSummary } from './summary.ts';

export interface RenderedReports {
  readonly comment: string;
  readonly summary: string;
  readonly html: string;
  readonly slack: string;
  readonly sarif: SarifFiles;
  readonly checkRun: CheckRunText;
  readonly annotations: readonly AnnotationText[];
  /** File name under `export/` → text. */
  readonly exports: Readonly<Record<string, string>>;
}

/** `key` tells several gates of one repository apart: it marks the comment. */
export function renderReports(r: Report, all: readonly Finding[], key: string): RenderedReports {
  return {
    comment: renderComment(r, key),
    summary: renderSummary(r, key),
    html: renderHtml(r),
    slack: renderSlack(r),
    sarif: renderSarif(r),
    checkRun: renderCheckRun(r, key),
    annotations: renderAnnotations(r),
    exports: renderExports(r, all),
  };
}
