import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../contracts/report.ts';
import { renderReports } from '../../../src/report/render.ts';
import { anchorUri, renderSarif } from '../../../src/report/sarif.ts';
import { renderTable } from '../../../src/report/table.ts';
import { checkPage, hasBrowser } from '../../support/browser.ts';
import { checkSarif } from '../../support/check-sarif.ts';
import {
  diffRow,
  evaluation,
  gap,
  hostileReport,
  report,
  reportFinding,
} from '../../support/report-maker.ts';

const all = (r: Report) => renderReports(r, [...r.findings], 'default');

const texts = (r: Report): string[] => {
  const { comment, summary, html, slack, checkRun } = all(r);
  return [
    comment,
    summary,
    html,
    slack,
    checkRun.summary,
    renderTable(r, { columns: 120, colour: false }),
  ].map((text) => text.replaceAll(/\s+/g, ' '));
};

const NOTHING: Report['savings'] = {
  total: '0.000000',
  gross: '0.000000',
  unchanged: '0.000000',
  unobserved: '0.000000',
  new: '0.000000',
  resolved: '0.000000',
  dismissed: '0.000000',
};
const NO_GATE: Report['gate'] = { mode: 'fail', result: 'pass', conditions: [] };
const empty = (over: Partial<Report> = {}): Report =>
  report({
    findings: [],
    diff: [],
    counts: { ...report().counts, open: 0, new: 0, resolved: 0, unchanged: 0, unobserved: 0 },
    savings: NOTHING,
    exemptions: [],
    gate: NO_GATE,
    ...over,
  });

describe('every report', () => {
  it('shows the same figures', () => {
    for (const text of texts(report())) {
      for (const figure of ['$153.50', '$161.20', '97.2 %', '$45.00', '$25.00', '$120.00'])
        expect(text).toContain(figure);
      expect(text).toMatch(/Gate failed/);
    }
    const summary = JSON.parse(all(report()).exports['summary.json'] ?? '');
    expect(summary.monthly_savings).toMatchObject({
      total: 153.5,
      gross: 161.2,
      new: 25,
      resolved: 45,
      unobserved: 120,
    });
  });

  it('never reads as clean when something could not be read', () => {
    for (const text of texts(empty())) {
      expect(text).toMatch(/no findings in what could be read; 1 of 2 checks could not be judged/i);
      expect(text).not.toMatch(/everything was read/);
      expect(text).toContain('rds:DescribeDBInstances');
    }
  });

  it('says so when nothing was looked at', () => {
    const blind = empty({
      coverage: { percent: 0, apiCalls: 0, apiCostUsd: '0.000000', gaps: [], rows: [], evaluations: [] },
      mode: 'replay',
      accounts: [],
    });
    for (const text of texts(blind)) expect(text).toMatch(/nothing was looked at/i);
    expect(all(blind).checkRun.conclusion).toBe('neutral');
  });

  it('says why something was not looked at, and when it was last seen', () => {
    const { comment, html } = all(report());
    for (const text of [comment, html])
      expect(text).toContain('rds denied (rds:DescribeDBInstances), last seen 2026-11-18');
    expect(renderTable(report(), { columns: 160, colour: false })).toContain(
      'rds denied (rds:DescribeDBInst',
    );
  });

  it('says that a first run is one, and why a baseline was not used', () => {
    for (const text of texts(report({ baseline: { state: 'first_run' }, diff: [] })))
      expect(text).toMatch(/first run/i);
    for (const text of texts(report({ baseline: { state: 'unusable', reason: 'it is damaged' }, diff: [] })))
      expect(text).toContain('(it is damaged), so this counts as a first run');
  });

  it.each([
    ['2026-11-25T05:30:00.000Z', 'from the inventory recorded on 2026-11-25'],
    ['2026-11-25T05:00:00.000Z', 'from an inventory recorded 1 hour ago'],
    ['2026-11-23T07:00:00.000Z', 'from an inventory recorded 47 hours ago'],
    ['2026-11-22T06:00:00.000Z', 'from an inventory recorded 3 days ago'],
  ])('says the age of an inventory of %s in the headline', (inventoryAsOf, words) => {
    const r = report({ mode: 'replay', inventoryAsOf });
    for (const text of texts(r)) expect(text).toContain(words);
    expect(all(r).comment.split('\n')[1]).toContain(words);
  });

  it('says what the calls cost, in all but the comment, which must not change for it', () => {
    const dearer = report({ coverage: { ...report().coverage, apiCalls: 222 } });
    expect(all(dearer).comment).toBe(all(report()).comment);
    const { summary, html, checkRun } = all(report());
    for (const text of [
      summary,
      html,
      checkRun.summary,
      renderTable(report(), { columns: 120, colour: false }),
    ])
      expect(text).toContain('111 AWS API calls, for which AWS charges about $0.0012.');
  });

  it('does not depend on the order of anything', () => {
    const full = report({
      correlated: [reportFinding({ n: 20 }), reportFinding({ n: 21 })],
      exemptions: [...report().exemptions, ...hostileReport().exemptions],
      gate: {
        ...report().gate,
        conditions: [
          ...report().gate.conditions,
          { condition: { kind: 'coverage', percent: 100 }, text: 'coverage<100', held: true, because: 'b' },
        ],
      },
      notices: ['one', 'two'],
      crashed: [
        { checkId: 'a', resourceId: 'r', reason: 'x' },
        { checkId: 'b', resourceId: 'r', reason: 'x' },
      ],
    });
    const turned = (v: unknown): unknown => {
      if (Array.isArray(v)) return v.map(turned).toReversed();
      if (typeof v !== 'object' || v === null) return v;
      return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, turned(x)]));
    };
    // a finding's own lists come sorted out of the store; the report's are turned
    const shuffled = {
      ...(turned(full) as Report),
      findings: full.findings.toReversed(),
      correlated: full.correlated.toReversed(),
    };
    expect(JSON.stringify(all(shuffled))).toBe(JSON.stringify(all(full)));
    const screen = { columns: 100, colour: false };
    expect(renderTable(shuffled, screen)).toBe(renderTable(full, screen));
  });

  it('names nothing of the account on a public repository', () => {
    const fault = [{ checkId: 'aws.x', resourceId: 'vol-0009', reason: 'vol-0009 is odd' }];
    const r = all(report({ totalsOnly: true, crashed: fault, dropped: fault }));
    const everything = [
      r.comment,
      r.summary,
      r.html,
      r.slack,
      JSON.stringify(r.checkRun),
      JSON.stringify(r.annotations),
    ];
    for (const text of everything) {
      expect(text).not.toMatch(
        /111122223333|444455556666|vol-000|ml-experiments|eu-west-1|us-east-1|load test|EBS volume/,
      );
      expect(text).toContain(text === everything[5] ? 'Gate failed' : '$153.50');
    }
    expect(r.comment).toContain('allow-public: true');
    expect(r.sarif.files).toEqual([]);
  });
});

describe('check run', () => {
  it.each([
    ['fail', 'failure'],
    ['warn', 'neutral'],
    ['pass', 'success'],
  ] as const)('concludes %s as %s', (result, conclusion) => {
    const run = all(report({ gate: { ...report().gate, result } })).checkRun;
    expect(run.conclusion).toBe(conclusion);
    expect(run.title.length).toBeLessThanOrEqual(255);
  });

  it('annotates what is new alone, at the configuration file', () => {
    expect(all(report({ configPath: './cfg/gate file.yml' })).checkRun.annotations).toMatchObject([
      { path: 'cfg/gate file.yml', startLine: 1, level: 'warning', title: 'EBS volume is not attached' },
    ]);
    expect(all(report({ baseline: { state: 'first_run' }, diff: [] })).checkRun.annotations).toEqual([]);
  });

  it('writes at most ten annotations of a level as workflow commands, the gate first', () => {
    const many = Array.from({ length: 30 }, (_, i) => reportFinding({ n: i }));
    const list = all(
      report({
        findings: many,
        diff: many.map((f) => diffRow(f, { class: 'new', reason: 'appeared' })),
      }),
    ).annotations;
    expect(list[0]).toMatchObject({
      level: 'error',
      message: 'Gate failed: 1 new finding at or above high.',
    });
    for (const level of ['error', 'warning', 'notice'])
      expect(list.filter((a) => a.level === level).length).toBeLessThanOrEqual(8);
    expect(list.at(-1)?.message).toBe('24 more new findings in the job summary.');
  });
});

describe('SARIF', () => {
  const check = async (text: string): Promise<string[]> => {
    const file = join(mkdtempSync(join(tmpdir(), 'sarif-')), 'findings.sarif');
    writeFileSync(file, text);
    return checkSarif(file);
  };

  it('is what GitHub takes in: open findings, hostile names, and a clean account', async () => {
    const clean = report({
      findings: [],
      diff: [],
      coverage: {
        ...report().coverage,
        evaluations: [evaluation(), evaluation({ account_id: '444455556666' })],
      },
    });
    for (const r of [report(), hostileReport(), clean]) {
      const { files } = renderSarif(r);
      expect(files.length).toBe(1);
      expect(await check(files[0] ?? '')).toEqual([]);
    }
    expect(
      JSON.parse(renderSarif(clean).files[0] ?? '').runs.map((x: { results: unknown[] }) => x.results),
    ).toEqual([[], []]);
  });

  it('writes no account whose scan was partial, unless its findings are carried forward', () => {
    const first = report({ baseline: { state: 'first_run' } });
    expect(renderSarif(first).leftOut).toEqual(['444455556666']);
    expect(renderSarif(report()).leftOut).toEqual([]);
    // what the account has switched off has no alerts that could be lost; what it refuses may have
    const lacking = (status: 'disabled' | 'denied') =>
      renderSarif({
        ...first,
        coverage: {
          ...first.coverage,
          rows: [
            gap({ account_id: '444455556666', region: 'us-east-1', table_name: 'rds_instances', status }),
          ],
        },
      }).leftOut;
    expect(lacking('disabled')).toEqual([]);
    expect(lacking('denied')).toEqual(['444455556666']);
    const ids = JSON.parse(renderSarif(report()).files[0] ?? '').runs.map(
      (x: { automationDetails: { id: string } }) => x.automationDetails.id,
    );
    expect(ids).toEqual(['finops-gate/111122223333/', 'finops-gate/444455556666/']);
  });

  it('splits at 20 accounts, and keeps the 5,000 of the highest savings', () => {
    const ids = Array.from({ length: 21 }, (_, i) => String(100000000000 + i));
    const many = Array.from({ length: 5001 }, (_, i) =>
      reportFinding({ n: i, account: ids[0] ?? '', savings: `${i}.000000` }),
    );
    const { files } = renderSarif(
      report({ accounts: ids.map((accountId) => ({ accountId, regions: ['eu-west-1'] })), findings: many }),
    );
    const logs = files.map((f) => JSON.parse(f) as { runs: { results: { message: { text: string } }[] }[] });
    expect(logs.map((l) => l.runs.length)).toEqual([20, 1]);
    const results = logs[0]?.runs[0]?.results ?? [];
    expect(results.length).toBe(5000);
    expect(results[0]?.message.text).toContain('vol-5000');
    expect(results.some((x) => x.message.text.includes('vol-0000'))).toBe(false);
  });

  it('keeps its fingerprints when a number moves', () => {
    const print = (savings: string): string =>
      JSON.parse(renderSarif(report({ findings: [reportFinding({ n: 1, savings })] })).files[0] ?? '').runs[0]
        .results[0].partialFingerprints.primaryLocationLineHash;
    expect(print('1.000000')).toBe(print('2.000000'));
  });

  it.each([
    ['.finops-gate.yml', '.finops-gate.yml'],
    ['./cfg/gate file.yml', 'cfg/gate%20file.yml'],
    ['cfg\\gate.yml', 'cfg/gate.yml'],
    ['../outside.yml', '.finops-gate.yml'],
    ['/etc/passwd', '.finops-gate.yml'],
    ['arn:aws:x', '.finops-gate.yml'],
  ])('anchors %s inside the repository', (path, uri) => {
    expect(anchorUri(path)).toBe(uri);
  });
});

describe('page', () => {
  it.runIf(hasBrowser)(
    'is accessible, fetches nothing, and fits a phone, hostile names included',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'page-'));
      for (const [name, r] of [
        ['full', report()],
        ['hostile', hostileReport()],
        ['public', report({ totalsOnly: true })],
      ] as const) {
        const file = join(dir, `${name}.html`);
        writeFileSync(file, all(r).html);
        expect(await checkPage(file)).toEqual({
          violations: [],
          requests: [],
          errors: [],
          overflows: { wide: false, narrow: false },
        });
      }
    },
  );
});
