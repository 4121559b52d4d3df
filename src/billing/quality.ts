/** What is said of how exports were read: file by file, and of what was not taken. */
import type { Dialect } from '../../contracts/billing.ts';
import type { LeftOut } from './deliveries.ts';
import type { RejectedLine } from './read-file.ts';

/** Sums by base, decimal text; null for a base that the source does not know. */
export interface Bases {
  readonly list_cost: string | null;
  readonly unblended_cost: string | null;
  readonly amortized_cost: string | null;
  readonly net_unblended_cost: string | null;
  readonly net_amortized_cost: string | null;
}

export interface PeriodSums {
  readonly billing_period: string;
  readonly currency: string;
  readonly rows: number;
  readonly before: Bases;
  readonly after: Bases;
}

export interface FileQuality {
  readonly file: string;
  readonly dialect: Dialect | '';
  readonly rows_read: number;
  readonly rows_rejected: number;
  /** Reasons of rejected lines and how often each, the most frequent first. */
  readonly rejected_because: readonly { readonly reason: string; readonly rows: number }[];
  /** Why nothing of it was taken, null when it was. */
  readonly refused: string | null;
  readonly net_costs: boolean;
  /** What the export does not say. */
  readonly shortcomings: readonly string[];
  readonly sums: readonly PeriodSums[];
}

export interface Quality {
  readonly source: string;
  readonly cost_model: string;
  readonly files: readonly FileQuality[];
  readonly left_out: readonly LeftOut[];
  /** Name of the file beside this one with the rejected lines, null when there are none. */
  readonly rejects_file: string | null;
}

/** Lines that an export may lose before its months are refused: with more, no total of it means anything. */
export const MAX_REJECTED_SHARE = 0.01;

export const REJECTS_FILE = 'billing_rejects.jsonl';
/** What is said of a reading under `export/`: file name → text. The reject file has one line for each line that was kept. */
export const billingExports = (of: {
  readonly quality: Quality;
  readonly rejects: readonly (RejectedLine & { readonly file: string })[];
}): Record<string, string> => ({
  'billing_quality.json': `${JSON.stringify(of.quality, null, 2)}\n`,
  ...(of.rejects.length === 0
    ? {}
    : {
        [REJECTS_FILE]: of.rejects.map((r) => `${JSON.stringify(r)}\n`).join(''),
      }),
});
