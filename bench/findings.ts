/** Synthetic findings through the contract, the store and the rules, and a diff: rows per second, and whether it stays linear. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluationTable } from '../contracts/coverage.ts';
import { diffTable } from '../contracts/diff.ts';
import { type Finding, findingTable } from '../contracts/finding.ts';
import { fingerprint } from '../contracts/identity.ts';
import { correlate } from '../src/correlate/correlate.ts';
import { allRules } from '../src/correlate/rules.ts';
import { diff, savings } from '../src/diff/diff.ts';
import { openDuckdb } from '../src/store/duckdb.ts';
import { createRelation, loadRows } from '../src/store/load-rows.ts';
import { readRows, writeParquet } from '../src/store/parquet.ts';

const RUN_TS = '2026-11-25T06:00:00.000Z';
const CHECKS = [
  'aws.ec2.ebs.unattached.volume',
  'aws.ec2.ebs.volume.unencrypted',
  'aws.ec2.ebs.gp2.to.gp3',
  'aws.ec2.instances.stopped.long',
  'aws.ec2.ebs.volume.on.stopped.instance',
];

/** A finding as the check runner makes it: identity included. */
function finding(i: number, shift: number): Finding {
  // every tenth resource fails several checks, as real ones do; the others one
  const several = i % 20 < 2;
  const n = (several ? i - (i % 20) : i) + shift;
  const check = CHECKS[several ? i % 2 : 2 + (i % 3)] ?? '';
  return ebsFinding(n, `vol-${n.toString(16).padStart(17, '0')}`, `${111_111_111_111 + (n % 7)}`, check);
}

/** About one volume. */
export function ebsFinding(n: number, id: string, account: string, check = CHECKS[0] ?? ''): Finding {
  const scope = {
    cloud: 'aws',
    provider_partition: 'aws',
    organization_id: '',
    billing_account_id: account,
    account_id: account,
    region: 'eu-west-1',
    availability_zone: '',
    service: 'AmazonEC2',
    resource_type: 'ebs_volume',
    resource_id: id,
    resource_arn: `arn:aws:ec2:eu-west-1:${account}:volume/${id}`,
  };
  const print = fingerprint({ tenantId: 'default', checkId: check, scope, issueKey: { resource_id: id } });
  const amount = `${(n % 400) + 1}.250000`;
  return {
    tenant_id: 'default',
    workspace_id: 'default',
    finding_id: print,
    fingerprint: print,
    run_id: 'bench',
    run_ts: RUN_TS,
    ingested_ts: RUN_TS,
    engine_name: 'finops-gate',
    engine_version: '0',
    rulepack_version: '0',
    scope,
    check_id: check,
    check_name: 'A synthetic finding',
    category: 'storage',
    sub_category: 'cost',
    frameworks: [],
    status: 'fail',
    severity: { level: 'medium', score: 500 },
    priority: null,
    title: 'A synthetic finding',
    message: `Volume ${id} of ${n % 500} GiB has been unattached for ${n % 100} days.`,
    advice: 'Delete it.',
    recommendation: 'Delete it.',
    remediation: '',
    links: [],
    estimated: {
      effective_monthly_savings: null,
      monthly_savings: amount,
      monthly_cost: amount,
      one_time_savings: '0.000000',
      confidence: 80,
      notes: '',
    },
    actual: {
      cost_7d: null,
      cost_30d: null,
      cost_mtd: null,
      cost_prev_month: null,
      savings_7d: null,
      savings_30d: null,
      model: { currency: '', cost_model: '', granularity: '', period_start: null, period_end: null },
      attribution: { method: 'none', confidence: 0, matched_keys: [] },
    },
    lifecycle: {
      status: 'open',
      first_seen_at: RUN_TS,
      last_seen_at: RUN_TS,
      resolved_at: null,
      snooze_until: null,
    },
    tags: { Name: `volume ${n}`, Environment: 'dev' },
    labels: { observation: 'observed' },
    dimensions: { size_gib: String(n % 500), instance_id: id },
    metrics: {},
    metadata_json: '',
    source: { source_type: 'scanner', source_ref: check, schema_version: 2 },
    claims: [
      {
        item: `${account}/eu-west-1/${id}/storage`,
        monthly_savings: amount,
        effective_monthly_savings: null,
      },
    ],
    source_fingerprints: [],
  };
}

function* findings(count: number, shift = 0): Generator<Finding> {
  for (let i = 0; i < count; i++) yield finding(i, shift);
}

export interface Measured {
  readonly name: string;
  readonly value: string;
}
const seconds = (since: number): number => (performance.now() - since) / 1000;

async function throughStore(count: number): Promise<{ total: number; rows: Measured[] }> {
  const db = await openDuckdb();
  const root = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const started = performance.now();
    await createRelation(db, 'observed', findingTable);
    await loadRows(db, 'observed', findingTable, findings(count));
    const loaded = seconds(started);
    await writeParquet(db, {
      table: findingTable,
      from: 'select * from observed',
      root,
      file: 'findings.parquet',
      name: 'findings',
    });
    const written = seconds(started);
    const run = {
      tenantId: 'default',
      workspaceId: 'default',
      runId: 'bench',
      runTs: RUN_TS,
      salt: 'stable' as const,
      engineVersion: '0',
      rulepackVersion: '0',
    };
    const found = await correlate(db, {
      rules: allRules(),
      evaluations: [],
      run,
      from: 'select * from observed',
    });
    const total = seconds(started);
    return {
      total,
      rows: [
        { name: `${count} findings: made, cast and staged`, value: `${loaded.toFixed(2)} s` },
        { name: '  … written as Parquet', value: `${(written - loaded).toFixed(2)} s` },
        {
          name: `  … correlated (${found.findings.length} found)`,
          value: `${(total - written).toFixed(2)} s`,
        },
        { name: '  … in all', value: `${total.toFixed(2)} s` },
      ],
    };
  } finally {
    await db.close();
    rmSync(root, { recursive: true, force: true });
  }
}

async function compared(count: number): Promise<Measured[]> {
  const db = await openDuckdb();
  try {
    for (const [name, shift] of [
      ['now', 0],
      ['before', count / 10],
    ] as const) {
      await createRelation(db, name, findingTable);
      await loadRows(db, name, findingTable, findings(count, shift));
    }
    await createRelation(db, 'judged', evaluationTable);
    const started = performance.now();
    const rows = await diff(db, {
      current: 'select * from now',
      previous: 'select * from before',
      evaluations: 'judged',
      resources:
        "select ''::varchar as account_id, ''::varchar as region, ''::varchar as resource_type, ''::varchar as resource_id where false",
      scanned: [],
      checksNow: CHECKS.map((id) => ({ id, state: 'run' as const, digest: '' })),
      checksBefore: [],
    });
    const handed = seconds(started);
    const again = performance.now();
    await readRows(db, diffTable, 'select * from diff_rows');
    const read = seconds(again);
    const summing = performance.now();
    await savings(db, { current: 'select * from now', previous: 'select * from before', compared: true });
    return [
      { name: `${count} against ${count}: diff`, value: `${(handed - read).toFixed(2)} s` },
      { name: `  … its ${rows.length} rows read for the reports`, value: `${read.toFixed(2)} s` },
      { name: '  … totals', value: `${seconds(summing).toFixed(2)} s` },
    ];
  } finally {
    await db.close();
  }
}

export async function benchFindings(): Promise<Measured[]> {
  const small = await throughStore(200_000);
  const rss = process.resourceUsage().maxRSS / 1024;
  const large = await throughStore(1_000_000);
  return [
    ...small.rows,
    { name: '  … peak memory', value: `${rss.toFixed(0)} MB` },
    ...large.rows,
    { name: '  … peak memory', value: `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB` },
    {
      name: 'time per finding, 1,000,000 to 200,000 (1 is linear)',
      value: (large.total / 5 / small.total).toFixed(2),
    },
    ...(await compared(200_000)),
  ];
}
