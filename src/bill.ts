/** The part of the pipeline that is about the bill: cost exports become facts, and facts the cost of findings. */
import { join } from 'node:path';
import type { Config } from '../contracts/config.ts';
import type { Send } from '../contracts/discover.ts';
import { inventoryTables } from '../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../contracts/inventory/inventory-table.ts';
import type { Report } from '../contracts/report.ts';
import type { Normalized, NormalizeOptions } from './billing/normalize.ts';
import { parseS3Url } from './billing/s3-url.ts';
import type { Source } from './billing/source.ts';
import type { Enriched } from './enrich/enrich.ts';
import { relationOf } from './inventory/inventory-folder.ts';
import { cacheRoot } from './shared/cache-root.ts';
import { GateError } from './shared/errors.ts';
import type { Log } from './shared/log.ts';
import type { Duckdb } from './store/duckdb.ts';

/** The bucket and prefix that a billing source names; undefined for a folder. Throws GateError (user) for neither. */
export const billingAddress = (from: string): { bucket: string; prefix: string } | undefined =>
  /^s3:/i.test(from) ? parseS3Url(from) : undefined;

/** What reading a bill takes of a door. */
export interface BillingDoor {
  readonly log: Log;
  readonly mask: (secret: string) => void;
  readonly env: NodeJS.ProcessEnv;
  readonly getIdToken?: (audience: string) => Promise<string>;
  /** Of a live scan, whose credentials read the bucket too. */
  readonly send?: Send;
}

/** The source of cost exports that a text names. */
async function openBilling(
  from: string,
  door: BillingDoor,
  config: Pick<Config, 'oidc' | 'regions'>,
): Promise<{ source: Source; close: () => void }> {
  if (!/^s3:/i.test(from)) {
    const { openLocalSource } = await import('./billing/local-source.ts');
    return { source: openLocalSource(from), close: () => undefined };
  }
  parseS3Url(from);
  const { openS3Source } = await import('./billing/s3-source.ts');
  const cacheDir = join(cacheRoot(door.env), 'billing');
  const open = (send: Send): Source => openS3Source({ url: from, send, cacheDir, log: door.log });
  if (door.send) return { source: open(door.send), close: () => undefined };
  const { signIn } = await import('./aws/sign-in.ts');
  const region = config.regions === 'all' ? undefined : config.regions[0];
  const { base, close } = await signIn(
    { config, mask: door.mask, env: door.env, ...(door.getIdToken ? { getIdToken: door.getIdToken } : {}) },
    region ?? (door.env.AWS_REGION || door.env.AWS_DEFAULT_REGION || 'us-east-1'),
  );
  return { source: open(base.send), close };
}

/** Cost exports into cost facts; what `finops-gate billing normalize` does, and the first part of a run with billing. */
export async function normalizeBilling(
  of: Omit<NormalizeOptions, 'source' | 'log'> & { from: string },
  door: BillingDoor,
  config: Pick<Config, 'oidc' | 'regions'> = { regions: [] },
): Promise<Normalized> {
  const { normalize } = await import('./billing/normalize.ts');
  const { source, close } = await openBilling(of.from, door, config);
  try {
    return await normalize({ ...of, source, log: door.log });
  } finally {
    close();
  }
}

/** Months that the windows of a run can touch: 30 days before the last covered day, and a month before that. */
const monthsBefore = (runTs: string, months: number): string[] => {
  const [year = 0, month = 0] = runTs.split('-').map(Number);
  return Array.from({ length: months + 1 }, (_, i) => {
    const at = year * 12 + month - 1 - i;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
};
/** What was resolved up to 90 days ago is compared with the 30 days before it. */
const MONTHS_FOR_REALIZED = 4;
const MONTHS_FOR_WINDOWS = 2;

export interface Billed {
  readonly enriched?: Enriched;
  readonly normalized?: Normalized;
  readonly realized?: string;
  readonly state: NonNullable<Report['billing']>;
}

/** What the bill says of the run's findings. Never throws: billing is an addition. */
export async function bill(
  db: Duckdb,
  config: Config & { readonly billing: string },
  door: BillingDoor,
  of: {
    findings: string;
    correlated: string;
    runId: string;
    runTs: string;
    ledger: boolean;
    notices: string[];
  },
): Promise<Billed> {
  const { log } = door;
  let normalized: Normalized | undefined;
  try {
    log.progress('Reading the bill');
    const { openFacts } = await import('./billing/normalize.ts');
    const ready = await openFacts(config.billing, config);
    normalized =
      ready ??
      (await normalizeBilling(
        {
          from: config.billing,
          output: config.output,
          tenant: config.tenant,
          costModel: config.costModel,
          periods: monthsBefore(of.runTs, of.ledger ? MONTHS_FOR_REALIZED : MONTHS_FOR_WINDOWS),
        },
        door,
        config,
      ));
    const { quality, periods } = normalized;
    if (periods.length === 0)
      throw new GateError({
        fault: 'user',
        message: quality.left_out[0]?.reason ?? 'there is no cost export of the last months in it',
      });
    log.progress('Attributing costs');
    const { enrich } = await import('./enrich/enrich.ts');
    const enriched = await enrich(db, {
      facts: normalized.facts,
      periods,
      accounts: normalized.accounts,
      findings: of.findings,
      correlated: of.correlated,
      tables: Object.values(inventoryTables) as InventoryTable[],
      relationOf,
      tenant: config.tenant,
      runId: of.runId,
      runTs: of.runTs,
      costModel: config.costModel,
    });
    const { measureRealized, realizedTotals } = await import('./enrich/realized.ts');
    const realized = of.ledger ? await measureRealized(db) : undefined;
    if (quality.left_out.length > 0)
      of.notices.push(
        `${quality.left_out.length} part(s) of the billing data were left out; export/billing_quality.json says which and why.`,
      );
    return {
      enriched,
      normalized,
      ...(realized === undefined ? {} : { realized }),
      state: {
        state: 'used',
        costModel: config.costModel,
        currency: periods.find((p) => p.currency !== '')?.currency ?? '',
        coverage: enriched.coverage,
        files: quality.files.length,
        rejectedLines: quality.files.reduce((n, f) => n + f.rows_rejected, 0),
        leftOut: quality.left_out.length,
        realized: realized === undefined ? [] : await realizedTotals(db, realized),
      },
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    log.warn(`The billing data could not be used: ${reason}`);
    of.notices.push(
      'The billing data could not be used, so no finding has an actual cost; the log says why.',
    );
    return { ...(normalized ? { normalized } : {}), state: { state: 'unusable', reason } };
  }
}
