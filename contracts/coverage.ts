/** Coverage: what was read and judged, and what could not be. */
import { bool, defineTable, int32, int64, list, type RowOf, text } from './table.ts';

/**
 * ok: everything was read · denied: refused by IAM or an SCP · throttled: given up after retries · error: failed ·
 * unsupported: not offered in this region · disabled: region or service is switched off.
 */
export const COVERAGE_STATUSES = ['ok', 'denied', 'throttled', 'error', 'unsupported', 'disabled'] as const;
export type CoverageStatus = (typeof COVERAGE_STATUSES)[number];

export const coverageTable = defineTable({
  name: 'coverage',
  comment: 'One row per account, region and inventory table (or metric) that the run tried to read',
  sortBy: ['account_id', 'region', 'table_name'],
  columns: {
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    service: text('Service asked, e.g. ec2'),
    table_name: text('Inventory table, or metric/<name>'),
    status: text('ok | denied | throttled | error | unsupported | disabled'),
    calls: int32('API calls made, retries included'),
    rows: int64('Rows read; with a status other than ok, the rows read before it failed'),
    elapsed_ms: int64('Milliseconds'),
    message: text('Why it is not ok, or what of it could not be read; empty otherwise'),
    iam_action: text('Action that was refused, empty otherwise'),
  },
});
export type CoverageRow = RowOf<typeof coverageTable>;

export const evaluationTable = defineTable({
  name: 'evaluations',
  comment: 'One row per check or rule, account and region: was it judged, and how it came out',
  sortBy: ['check_id', 'account_id', 'region'],
  columns: {
    check_id: text('Check or rule'),
    check_digest: text('SHA-256 of the options and revision in force: differs when the check was changed'),
    account_id: text('12-digit account id'),
    region: text('AWS region code'),
    observed: bool('True when everything it needs was read: only then is the absence of a finding evidence'),
    reason: text('Why it was not observed, empty otherwise'),
    missing: list(text('table'), 'Tables and metrics that could not be read'),
    passed: int64('Resources that passed'),
    failed: int64('Resources that failed'),
    unknown: int64('Resources that could not be judged: too new, too little data, no answer'),
    skipped: int64('Resources that the check does not apply to'),
  },
});
export type EvaluationRow = RowOf<typeof evaluationTable>;
