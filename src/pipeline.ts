/**
 * The ordered list of steps of a run: read this first. Each step is a room of its own; only this file sees them all.
 * inventory → prices → record → check → exempt → correlate → diff → carry forward → totals → bill → gate → report → write.
 */
import { join } from 'node:path';
import { checks as catalogue } from '../checks/index.ts';
import { attributionTable, realizedTable } from '../contracts/billing.ts';
import type { AnyCheck } from '../contracts/check.ts';
import type { Config } from '../contracts/config.ts';
import { coverageTable, type EvaluationRow, evaluationTable } from '../contracts/coverage.ts';
import { type DiffRow, isCorrelation, type SavingsTotals } from '../contracts/diff.ts';
import type { Inventory, Send } from '../contracts/discover.ts';
import {
  type Finding,
  findingTable,
  SCHEMA_VERSION,
  SEVERITIES,
  type Severity,
} from '../contracts/finding.ts';
import type { Report } from '../contracts/report.ts';
import type { Table } from '../contracts/table.ts';
import { bill, billingAddress, normalizeBilling } from './bill.ts';
import { billingExports } from './billing/quality.ts';
import { checkDigest, iamActionsOf, neededBy, priceRequests } from './check/needs.ts';
import { runChecks } from './check/run-checks.ts';
import { correlate, openQuery } from './correlate/correlate.ts';
import { environmentsQuery } from './correlate/environments.ts';
import { allRules, type Rule } from './correlate/rules.ts';
import {
  agedQuery,
  assertPromises,
  type CheckState,
  carriedQuery,
  diff,
  resourcesQuery,
  savings,
} from './diff/diff.ts';
import { keepLedger } from './enrich/realized.ts';
import { configEffect, type ExemptionRules, exempt } from './gate/exempt.ts';
import { judgeGate } from './gate/gate.ts';
import {
  type Recorded,
  recordInventory,
  relationOf,
  replayInventory,
  stageInventory,
} from './inventory/inventory-folder.ts';
import { openPriceCache } from './price/price-cache.ts';
import { priceBook, pricingSummary, resolvePrices } from './price/resolve-prices.ts';
import { type RenderedReports, renderReports } from './report/render.ts';
import { cacheRoot } from './shared/cache-root.ts';
import { GateError } from './shared/errors.ts';
import type { Log } from './shared/log.ts';
import { ENGINE_NAME, ENGINE_VERSION, RULEPACK_VERSION } from './shared/version.ts';
import { type Baseline, openBaseline } from './state/baseline.ts';
import { emptyOutput, partition, prepareOutput, writeManifest, writeText } from './state/output-folder.ts';
import { type Duckdb, openDuckdb } from './store/duckdb.ts';
import { appendQuery, createRelation, type Dropped, loadRows } from './store/load-rows.ts';
import { type Dataset, readRows, writeParquet } from './store/parquet.ts';

/** The catalogue as configuration and commands know it. */
export const knownChecks = catalogue;
export const knownRules = allRules;
export { billingAddress, iamActionsOf, normalizeBilling };

/** What a door knows and the configuration does not. */
export interface Door {
  readonly log: Log;
  readonly mask: (secret: string) => void;
  /** The wall clock. */
  readonly now: () => Date;
  readonly env: NodeJS.ProcessEnv;
  readonly getIdToken?: (audience: string) => Promise<string>;
  /** Where the previous run's folder is; asked once. Absent: none. */
  readonly previous?: () => Promise<
    | { readonly dir: string; readonly warnings: readonly string[] }
    | { readonly none: string; readonly warning: boolean }
  >;
  /** The exemptions of the base branch, when the run judges a change of them. */
  readonly baseRules?: ExemptionRules;
  /** Said by CI; made from the instant when absent. */
  readonly runId?: string;
  readonly runUrl?: string;
  /** False for a run that must not become a baseline. */
  readonly advancesBaseline: boolean;
  readonly totalsOnly: boolean;
  /** True where the run may lack credentials through no fault of its own (a fork's pull request). */
  readonly mayLackCredentials?: boolean;
  /** Marks the comment, so that several gates of one repository keep one each. */
  readonly key: string;
}

export interface AuditResult {
  readonly report: Report;
  readonly rendered: RenderedReports;
  /** Paths of what was written, by name. */
  readonly files: Readonly<Record<'comment' | 'summary' | 'html' | 'slack' | 'sarif', string>>;
}

interface Source {
  readonly recorded: Omit<Recorded, 'prices'> & { readonly prices?: Recorded['prices'] };
  readonly mode: 'live' | 'replay';
  readonly apiCalls: number;
  readonly apiCostUsd: string;
  readonly close?: () => void;
  readonly send?: Send;
  readonly usage?: () => { calls: number; costUsd: string };
}

/** The checks that run, and the state of every check and rule for the diff. */
function selection(config: Config): {
  checks: AnyCheck[];
  rules: Rule[];
  states: { id: string; state: CheckState; digest: string }[];
} {
  const chosen = (id: string): CheckState =>
    config.disabledChecks.includes(id)
      ? 'disabled'
      : config.only.length > 0 && !config.only.includes(id)
        ? 'not_run'
        : 'run';
  const checks = catalogue.filter((c) => chosen(c.id) === 'run');
  const running = new Set(checks.map((c) => c.id));
  const ruleState = (r: Rule): CheckState => {
    const { allow, deny } = config.correlate;
    if (
      deny.includes(r.id) ||
      (allow.length > 0 && !allow.includes(r.id)) ||
      r.reads.every((id) => config.disabledChecks.includes(id))
    )
      return 'disabled';
    return r.reads.some((id) => running.has(id)) ? 'run' : 'not_run';
  };
  const all = allRules();
  return {
    checks,
    rules: all.filter((r) => ruleState(r) === 'run'),
    states: [
      ...catalogue.map((c) => ({
        id: c.id,
        state: chosen(c.id),
        digest: checkDigest(c, config.checkOptions),
      })),
      ...all.map((r) => ({ id: r.id, state: ruleState(r), digest: r.digest })),
    ],
  };
}

async function liveSource(
  config: Config,
  door: Door,
  checks: readonly AnyCheck[],
  asOf: string,
): Promise<Source> {
  const { connect } = await import('./aws/connect.ts');
  const { discover } = await import('./discover/discover.ts');
  const { log } = door;
  if (config.regions !== 'all' && config.regions.length === 0) {
    throw new GateError({
      fault: 'user',
      message: 'No region is given.',
      next: 'Set regions (or --regions) to a list such as eu-west-1,us-east-1, or to all.',
    });
  }
  log.progress('Signing in to AWS');
  const aws = await connect({
    config,
    mask: door.mask,
    warn: (m) => log.warn(m),
    env: door.env,
    ...(door.getIdToken ? { getIdToken: door.getIdToken } : {}),
  });
  try {
    const { tables, metrics } = neededBy(checks);
    const inventory = await discover({
      scopes: aws.scopes,
      accountScopes: aws.accountScopes,
      unreadable: aws.unreadable,
      tables,
      metrics,
      asOf,
      onProgress: (p) =>
        log.progress(`Reading ${p.done}/${p.total}  ${p.label}  (${aws.usage().calls} calls)`),
    });
    return {
      recorded: { inventory },
      mode: 'live',
      apiCalls: 0,
      apiCostUsd: '0',
      close: aws.close,
      send: aws.send,
      usage: aws.usage,
    };
  } catch (error) {
    aws.close();
    throw error;
  }
}

/** True for errors that mean "there are no credentials", which `auto` answers with a replay: a class has no name of its own in the bundle. */
const lacksCredentials = (error: unknown): boolean =>
  error instanceof GateError && 'lacksCredentials' in error;

/** An inventory of nothing, for a run that can look at nothing and is not to blame for it. */
const nothing = (asOf: string): Inventory => ({ asOf, accounts: [], tables: {}, metrics: [], coverage: [] });

async function sourceOf(
  db: Duckdb,
  config: Config,
  door: Door,
  checks: readonly AnyCheck[],
  baseline: Baseline | undefined,
  notices: string[],
): Promise<Source> {
  const replay = async (dir: string): Promise<Source> => ({
    recorded: await replayInventory(db, dir),
    mode: 'replay',
    apiCalls: 0,
    apiCostUsd: '0.000000',
  });
  const asOf = config.asOf ?? door.now().toISOString();
  if (config.inventory.kind === 'recorded') return replay(config.inventory.dir);
  try {
    return await liveSource(config, door, checks, asOf);
  } catch (error) {
    if (config.inventory.kind === 'live' || !(lacksCredentials(error) || door.mayLackCredentials))
      throw error;
    if (baseline) {
      notices.push(
        'This run has no AWS credentials, so it judges the inventory that the previous run recorded.',
      );
      return replay(baseline.dir);
    }
    if (!door.mayLackCredentials) throw error;
    notices.push(
      'This run has no AWS credentials and there is no earlier run whose inventory it could judge, so nothing was looked at.',
    );
    return { recorded: { inventory: nothing(asOf) }, mode: 'replay', apiCalls: 0, apiCostUsd: '0.000000' };
  }
}

async function previousRun(
  db: Duckdb,
  config: Config,
  door: Door,
  notices: string[],
): Promise<{ baseline?: Baseline; state: Report['baseline'] }> {
  let dir = config.baseline;
  if (dir === undefined && door.previous) {
    const found = await door.previous();
    if ('none' in found) {
      if (found.warning) {
        door.log.warn(found.none);
        return { state: { state: 'unusable', reason: found.none } };
      }
      return { state: { state: 'first_run' } };
    }
    for (const w of found.warnings) {
      door.log.warn(w);
      notices.push(w);
    }
    dir = found.dir;
  }
  if (dir === undefined) return { state: { state: 'first_run' } };
  const opened = await openBaseline(db, dir, config.tenant);
  if ('refused' in opened) {
    door.log.warn(
      `The baseline ${dir} cannot be used: ${opened.refused}. This run is treated as a first run.`,
    );
    return { state: { state: 'unusable', reason: opened.refused } };
  }
  const { baseline } = opened;
  return { baseline, state: { state: 'compared', runId: baseline.runId, runTs: baseline.runTs } };
}

const isOpen = (f: Finding): boolean =>
  (f.status === 'fail' || f.status === 'info') && f.lifecycle.status === 'open';

function coveragePercent(evaluations: readonly EvaluationRow[]): number {
  if (evaluations.length === 0) return 0;
  const observed = evaluations.filter((e) => e.observed).length;
  // rounded down: only everything is 100
  return Math.floor((observed * 1000) / evaluations.length) / 10;
}

function droppedOf(dropped: readonly Dropped[]): Report['dropped'] {
  return dropped.map((d) => {
    const f = d.row as Finding;
    return { checkId: f.check_id, resourceId: f.scope.resource_id, reason: d.reason };
  });
}

/** Runs the whole job and writes the output folder. Throws GateError; the gate's verdict is in the report, not thrown. */
export async function audit(config: Config, door: Door): Promise<AuditResult> {
  const { log } = door;
  await prepareOutput(config.output);
  const db = await openDuckdb();
  const notices: string[] = [];
  let source: Source | undefined;
  try {
    const { checks, rules, states } = selection(config);
    const { baseline, state: baselineState } = await previousRun(db, config, door, notices);

    // inventory and prices
    source = await sourceOf(db, config, door, checks, baseline, notices);
    const { inventory } = source.recorded;
    const isExplicitReplay = config.inventory.kind === 'recorded';
    const runTs =
      config.asOf ?? (isExplicitReplay || source.mode === 'live' ? inventory.asOf : door.now().toISOString());
    const asOf = config.asOf ?? inventory.asOf;
    log.progress('Looking up prices');
    const prices =
      source.recorded.prices ?? (await livePrices(config, door, source, checks, inventory, notices));
    const usage = source.usage?.();

    // check and exempt
    log.progress('Judging');
    const run = {
      tenantId: config.tenant,
      workspaceId: config.workspace,
      runId: door.runId ?? `run-${runTs}`,
      runTs,
      salt: config.salt,
      engineVersion: ENGINE_VERSION,
      rulepackVersion: RULEPACK_VERSION,
    };
    const judged = runChecks({
      inventory,
      checks,
      options: config.checkOptions,
      price: priceBook(prices),
      run,
      asOf,
    });
    for (const c of judged.crashed) log.warn(`Check ${c.checkId} failed on ${c.resourceId}: ${c.reason}`);
    const keeps = new Map<string, boolean>([
      ...catalogue.map((c) => [c.id, c.respectsKeepTags === true] as const),
      ...rules.map((r) => [r.id, true] as const),
    ]);
    const respectsKeepTags = (id: string): boolean => keeps.get(id) ?? false;
    const exempted = exempt(judged.findings, config, runTs, respectsKeepTags);

    // store, correlate
    await stageInventory(db, { inventory, prices });
    await createRelation(db, 'observed', findingTable);
    const stored = await loadRows(db, 'observed', findingTable, exempted.findings);
    const correlated = await correlate(db, {
      rules,
      evaluations: judged.evaluations,
      disabled: config.disabledChecks,
      run,
      from: openQuery('observed'),
      environments: environmentsQuery(relationOf),
    });
    const together = exempt(correlated.findings, config, runTs, respectsKeepTags);
    await createRelation(db, 'together', findingTable);
    const storedTogether = await loadRows(db, 'together', findingTable, together.findings);
    const evaluations = [...judged.evaluations, ...correlated.evaluations];
    await createRelation(db, 'judged', evaluationTable);
    await loadRows(db, 'judged', evaluationTable, evaluations);

    // diff, carry forward, totals
    log.progress('Comparing');
    const before = baseline
      ? `select * from (${baseline.findings}) union all select * from (${baseline.correlated})`
      : 'select * from observed where false';
    const rows: DiffRow[] = baseline
      ? await diff(db, {
          current: 'select * from observed union all select * from together',
          previous: before,
          resources: resourcesQuery(relationOf),
          evaluations: 'judged',
          scanned: inventory.accounts.flatMap((a) => a.regions.map((r) => [a.accountId, r] as const)),
          checksNow: states,
          checksBefore: baseline.checks,
        })
      : [];
    if (baseline) {
      for (const [name, query] of [
        ['observed', baseline.findings],
        ['together', baseline.correlated],
      ] as const) {
        await appendQuery(db, name, findingTable, carriedQuery(query, { runId: run.runId, runTs }));
      }
    }
    const findings = baseline ? agedQuery('select * from observed', before) : 'select * from observed';
    const correlations = baseline ? agedQuery('select * from together', before) : 'select * from together';
    const totals: SavingsTotals = await savings(db, {
      current: findings,
      previous: before,
      compared: baseline !== undefined,
    });
    await assertPromises(db, `select * from (${findings}) union all select * from (${correlations})`, totals);

    // the bill
    if (baseline?.realizedLost !== undefined)
      log.warn(`What earlier runs resolved is lost: ${baseline.realizedLost}.`);
    if (baseline)
      await keepLedger(db, {
        ...(baseline.realized === undefined ? {} : { previous: baseline.realized }),
        findingsBefore: baseline.findings,
        findings,
        runTs,
      });
    const billed =
      config.billing === undefined
        ? undefined
        : await bill(
            db,
            { ...config, billing: config.billing },
            { ...door, ...(source.send ? { send: source.send } : {}) },
            {
              findings,
              correlated: correlations,
              runId: run.runId,
              runTs,
              ledger: baseline !== undefined,
              notices,
            },
          );
    const costed = billed?.enriched ?? { findings, correlated: correlations };

    // gate and report
    log.progress('Writing');
    const all = await readRows(db, findingTable, costed.findings);
    const open = all.filter(isOpen);
    const openCorrelated = (await readRows(db, findingTable, costed.correlated)).filter(isOpen);
    const percent = coveragePercent(evaluations);
    const own = rows.filter((d) => !isCorrelation(d));
    const count = (c: DiffRow['class']): number => own.filter((d) => d.class === c).length;
    const exemptions = exempted.exemptions;
    const dropped = [...droppedOf(stored.dropped), ...droppedOf(storedTogether.dropped)];
    for (const d of dropped.slice(0, 10))
      log.warn(`A finding of ${d.checkId} on ${d.resourceId} could not be stored: ${d.reason}`);
    for (const f of correlated.failures) log.warn(`Rule ${f.ruleId} failed: ${f.reason}`);
    const pricing = pricingSummary(prices);
    const report: Report = {
      engineVersion: ENGINE_VERSION,
      runId: run.runId,
      runTs,
      tenant: config.tenant,
      mode: source.mode,
      inventoryAsOf: inventory.asOf,
      accounts: inventory.accounts
        .map((a) => ({ accountId: a.accountId, regions: a.regions.toSorted() }))
        .toSorted((a, b) => (a.accountId < b.accountId ? -1 : 1)),
      baseline: baselineState,
      savings: totals,
      counts: {
        open: open.length,
        new: count('new'),
        resolved: count('resolved'),
        unchanged: baseline ? count('unchanged') : open.length,
        unobserved: count('unobserved'),
        exempted: all.filter((f) => f.lifecycle.status === 'ignored').length,
        unknown: all.filter((f) => f.status === 'unknown').length,
        bySeverity: Object.fromEntries(
          SEVERITIES.map((s) => [s, open.filter((f) => f.severity.level === s).length]),
        ) as Record<Severity, number>,
      },
      coverage: {
        percent,
        apiCalls: usage?.calls ?? 0,
        apiCostUsd: usage?.costUsd ?? '0.000000',
        gaps: inventory.coverage.filter((c) => c.status !== 'ok'),
        rows: inventory.coverage,
        evaluations: evaluations.toSorted((a, b) =>
          a.check_id + a.account_id + a.region < b.check_id + b.account_id + b.region ? -1 : 1,
        ),
      },
      ...(billed ? { billing: billed.state } : {}),
      pricing,
      findings: open,
      correlated: openCorrelated,
      diff: rows,
      exemptions,
      ...(door.baseRules
        ? { configEffect: configEffect(exempted.findings, door.baseRules, config, runTs, respectsKeepTags) }
        : {}),
      gate: judgeGate(config.gate, { diff: own, savings: totals, coveragePercent: percent, exemptions }),
      dropped,
      ruleFailures: correlated.failures,
      crashed: judged.crashed,
      notices,
      configPath: config.configPath,
      totalsOnly: door.totalsOnly,
      ...(door.runUrl ? { runUrl: door.runUrl } : {}),
    };

    // write
    const rendered = renderReports(report, all, door.key);
    const root = config.output;
    await emptyOutput(root, billed?.normalized?.facts === join(root, 'cur_facts'));
    const datasets: Dataset[] = [await recordInventory(db, root, { inventory, prices })];
    const dataset = async (name: string, table: Table, from: string, file: string): Promise<void> => {
      datasets.push(await writeParquet(db, { table, from, root, file, name }));
    };
    await dataset(
      'coverage',
      coverageTable,
      `select * from ${relationOf('coverage')}`,
      'coverage/coverage.parquet',
    );
    await dataset('evaluations', evaluationTable, 'select * from judged', 'coverage/evaluations.parquet');
    await dataset(
      'finops_findings',
      findingTable,
      findings,
      partition('finops_findings', config.tenant, runTs),
    );
    await dataset(
      'finops_findings_correlated',
      findingTable,
      correlations,
      partition('finops_findings_correlated', config.tenant, runTs),
    );
    await dataset(
      'finops_findings_enriched',
      findingTable,
      `select * from (${costed.findings}) union all select * from (${costed.correlated})`,
      partition('finops_findings_enriched', config.tenant, runTs),
    );
    if (billed?.enriched)
      await dataset(
        'cost_attribution',
        attributionTable,
        billed.enriched.attribution,
        partition('cost_attribution', config.tenant, runTs),
      );
    if (baseline)
      await dataset(
        'realized_savings',
        realizedTable,
        billed?.realized ?? 'select * from ledger',
        partition('realized_savings', config.tenant, runTs),
      );
    const exportsWritten = [];
    for (const [name, text] of Object.entries({
      ...rendered.exports,
      ...(billed?.normalized ? billingExports(billed.normalized) : {}),
    }))
      exportsWritten.push(await writeText(root, `export/${name}`, text));
    datasets.push({ name: 'export', rows: exportsWritten.length, files: exportsWritten });
    const reportsWritten = [
      await writeText(root, 'report/comment.md', rendered.comment),
      await writeText(root, 'report/summary.md', rendered.summary),
      await writeText(root, 'report/report.html', rendered.html),
      await writeText(root, 'report/slack.json', `${rendered.slack}\n`),
      await writeText(root, 'report/report.json', `${JSON.stringify(report)}\n`),
    ];
    const sarifNames: string[] = [];
    for (const [i, text] of rendered.sarif.files.entries()) {
      const name = i === 0 ? 'report/findings.sarif' : `report/findings-${i + 1}.sarif`;
      sarifNames.push(name);
      reportsWritten.push(await writeText(root, name, text));
    }
    datasets.push({ name: 'report', rows: reportsWritten.length, files: reportsWritten });
    await writeManifest(root, {
      schema_version: SCHEMA_VERSION,
      engine_name: ENGINE_NAME,
      engine_version: ENGINE_VERSION,
      rulepack_version: RULEPACK_VERSION,
      run_id: run.runId,
      run_ts: runTs,
      tenant_id: config.tenant,
      workspace_id: config.workspace,
      mode: source.mode,
      inventory_as_of: inventory.asOf,
      accounts: report.accounts.map((a) => ({
        account_id: a.accountId,
        partition: inventory.accounts.find((x) => x.accountId === a.accountId)?.partition ?? 'aws',
        regions: [...a.regions],
      })),
      pricing_source: pricing.source,
      pricing_as_of: pricing.asOf,
      api_calls: report.coverage.apiCalls,
      advances_baseline: door.advancesBaseline,
      datasets: datasets.map((d) => ({ name: d.name, rows: d.rows, files: d.files.map((f) => ({ ...f })) })),
    });
    if (config.strict && (dropped.length > 0 || correlated.failures.length > 0)) {
      throw new GateError({
        fault: 'ours',
        message: `strict: ${dropped.length} finding(s) could not be stored and ${correlated.failures.length} rule(s) failed.`,
        next: `Everything else is in ${root}; please report what the warnings above name.`,
      });
    }
    const path = (name: string): string => join(root, name);
    return {
      report,
      rendered,
      files: {
        comment: path('report/comment.md'),
        summary: path('report/summary.md'),
        html: path('report/report.html'),
        slack: path('report/slack.json'),
        sarif: sarifNames[0] ? path(sarifNames[0]) : '',
      },
    };
  } finally {
    source?.close?.();
    await db.close();
  }
}

async function livePrices(
  config: Config,
  door: Door,
  source: Source,
  checks: readonly AnyCheck[],
  inventory: Inventory,
  notices: string[],
): Promise<Recorded['prices']> {
  const requests = priceRequests(checks, inventory, config.checkOptions);
  if (!source.send) return (await resolvePrices(requests, {})).rows;
  const cache = await openPriceCache(join(cacheRoot(door.env), 'prices.json'), door.now().getTime());
  const { rows, failure } = await resolvePrices(requests, { send: source.send, cache });
  if (failure)
    notices.push(
      `The AWS Price List API could not be used (${failure.kind}: ${failure.action}), so bundled list prices stand in, with lower confidence.`,
    );
  return rows;
}
