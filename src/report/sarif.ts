/**
 * SARIF 2.1.0 within GitHub's ingestion rules (GitHub docs, "SARIF support for code scanning"): one run per account with
 * a stable category, results anchored to the configuration file, fingerprints that survive a changed number.
 */

import type { Finding } from '../../contracts/finding.ts';
import { GLOBAL } from '../../contracts/inventory/services.ts';
import type { Report } from '../../contracts/report.ts';
import { plain } from './escape.ts';
import { bySavings, ordered } from './order.ts';

/** GitHub keeps the top 5,000 results of a run, and takes 20 runs per file. */
const MAX_RESULTS = 5000;
const MAX_RUNS = 20;
const MAX_TEXT = 1000;

const LEVEL: Readonly<Record<string, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
};
const PROBLEM: Readonly<Record<string, string>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'recommendation',
  info: 'recommendation',
};

/** A path inside the repository: forward slashes, no scheme, no way out. */
export function anchorUri(path: string): string {
  const clean = path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
  const usable =
    clean !== '' &&
    !clean.startsWith('/') &&
    !clean.split('/').includes('..') &&
    !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(clean);
  return usable ? clean.split('/').map(encodeURIComponent).join('/') : '.finops-gate.yml';
}

function ruleOf(f: Finding): object {
  const help = plain(f.recommendation, MAX_TEXT);
  const more = f.links.find((l) => /^https:\/\/[\w.-]+\//.test(l.url))?.url;
  return {
    id: f.check_id,
    name: plain(f.check_name, 255),
    shortDescription: { text: plain(f.check_name, MAX_TEXT) },
    fullDescription: { text: plain(f.check_name, MAX_TEXT) },
    help: { text: help === '' ? plain(f.check_name, MAX_TEXT) : help },
    ...(more === undefined ? {} : { helpUri: more }),
    defaultConfiguration: { level: LEVEL[f.severity.level] ?? 'warning' },
    properties: {
      tags: ['cost', 'finops', f.category],
      precision: 'high',
      'problem.severity': PROBLEM[f.severity.level] ?? 'warning',
    },
  };
}

function resultOf(f: Finding, index: ReadonlyMap<string, number>, uri: string): object {
  return {
    ruleId: f.check_id,
    ruleIndex: index.get(f.check_id) ?? 0,
    level: LEVEL[f.severity.level] ?? 'warning',
    message: {
      text: plain(`${f.message} (${f.scope.account_id} ${f.scope.region} ${f.scope.resource_id})`, MAX_TEXT),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${f.fingerprint.slice(0, 16)}:1` },
  };
}

function runOf(account: string, findings: readonly Finding[], r: Report): object {
  const results = bySavings(findings).slice(0, MAX_RESULTS);
  const rules = [...new Map(results.map((f) => [f.check_id, f])).values()].sort((a, b) =>
    a.check_id < b.check_id ? -1 : 1,
  );
  const index = new Map(rules.map((f, i) => [f.check_id, i]));
  const uri = anchorUri(r.configPath);
  return {
    tool: { driver: { name: 'FinOps Gate', semanticVersion: r.engineVersion, rules: rules.map(ruleOf) } },
    automationDetails: { id: `finops-gate/${account}/` },
    columnKind: 'utf16CodeUnits',
    results: results.map((f) => resultOf(f, index, uri)),
  };
}

/** What is off for the account or not offered in the region: nothing was ever found there. */
const OFF = new Set(['disabled', 'unsupported']);

/**
 * An account may be written when all of it was observed, or when a baseline was there to carry forward what was not: a
 * partial list alone would close the alerts of what nobody looked at. What is switched off has no alerts to lose.
 */
function writable(account: string, r: Report): boolean {
  if (r.baseline.state === 'compared') return true;
  const own = r.coverage.evaluations.filter((e) => e.account_id === account);
  const off = new Set(
    r.coverage.rows
      .filter((c) => c.account_id === account && OFF.has(c.status))
      .map((c) => `${c.region}|${c.table_name}`),
  );
  const isOff = (e: (typeof own)[number]): boolean =>
    e.missing.length > 0 && e.missing.every((m) => off.has(`${e.region}|${m}`) || off.has(`${GLOBAL}|${m}`));
  // a rule misses checks, not tables
  const offChecks = new Set(own.filter((e) => !e.observed && isOff(e)).map((e) => e.check_id));
  return (
    own.length > 0 &&
    own.every(
      (e) => e.observed || isOff(e) || (e.missing.length > 0 && e.missing.every((m) => offChecks.has(m))),
    )
  );
}

export interface SarifFiles {
  /** SARIF texts of at most 20 accounts each; empty when no account may be written. */
  readonly files: readonly string[];
  /** Accounts that are left out because their scan was partial and nothing was carried forward. */
  readonly leftOut: readonly string[];
}

export function renderSarif(report: Report): SarifFiles {
  const r = ordered(report);
  if (r.totalsOnly) return { files: [], leftOut: [] };
  const accounts = [...new Set(r.accounts.map((a) => a.accountId))].sort();
  const leftOut = accounts.filter((a) => !writable(a, r));
  const open = Map.groupBy([...r.findings, ...r.correlated], (f) => f.scope.account_id);
  const runs = accounts.filter((a) => !leftOut.includes(a)).map((a) => runOf(a, open.get(a) ?? [], r));
  const files: string[] = [];
  for (let i = 0; i < runs.length; i += MAX_RUNS) {
    files.push(
      `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: runs.slice(i, i + MAX_RUNS) }, null, 1)}\n`,
    );
  }
  return { files, leftOut };
}
