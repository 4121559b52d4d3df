import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../../contracts/report.ts';
import { renderComment } from '../../../src/report/comment.ts';
import { code, html, markdown, plain, slack } from '../../../src/report/escape.ts';
import { toJson } from '../../../src/report/exports.ts';
import { renderReports } from '../../../src/report/render.ts';
import { anchorUri, renderSarif } from '../../../src/report/sarif.ts';
import { renderSlack } from '../../../src/report/slack.ts';
import { renderTable } from '../../../src/report/table.ts';
import { checkPage, hasBrowser } from '../../support/browser.ts';
import { checkSarif } from '../../support/check-sarif.ts';
import { diffRow, evaluation, gap, report, reportFinding } from '../../support/report-maker.ts';

const HOSTILE =
  'x|`y` <script>alert(1)</script> @octocat #12 GH-7 https://evil.test/?a=1 www.evil.test\n::error::pwned ##[error] \u202egnp.exe **b** <!channel> [l](u) {{x}} %0A';
const all = (r: Report) => renderReports(r, [...r.findings], 'default');

function hostile(): Report {
  const f = reportFinding({ n: 9, message: HOSTILE, resource: HOSTILE, level: 'high' });
  const bad = {
    ...f,
    title: HOSTILE,
    check_name: HOSTILE,
    recommendation: HOSTILE,
    tags: { [HOSTILE]: HOSTILE },
  };
  return report({
    findings: [bad],
    diff: [diffRow(bad, { class: 'new', reason: 'appeared', title: HOSTILE })],
    exemptions: [
      {
        exemption: { resource: HOSTILE, owner: HOSTILE, reason: HOSTILE, expires: '2026-11-20' },
        state: 'expired',
        findings: 1,
        monthlySavings: '1.000000',
      },
    ],
    coverage: { ...report().coverage, gaps: [gap({ message: HOSTILE })] },
    notices: [HOSTILE],
  });
}

describe('escaping', () => {
  it('leaves no markup of the target in any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        expect(html(s)).not.toMatch(/[<>"']|&(?!#\d+;)/);
        expect(markdown(s)).not.toMatch(/[<>|`*_[\]\\\n\r]|@(?!\u2060)|:\/\//);
        expect(code(s).slice(6, -7)).not.toMatch(/[<>|`*_[\]\\\n\r@]|:\/\//);
        expect(slack(s)).not.toMatch(/[<>\n\r]|&(?!(amp|lt|gt);)/);
        expect(plain(s)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b-\u200f]/u);
      }),
    );
  });

  it('keeps what people need to read', () => {
    expect(html('a & b')).toBe('a &#38; b');
    expect(plain('  Ünïcødé\n名前  ')).toBe('Ünïcødé 名前');
    expect(plain('x'.repeat(400)).length).toBe(300);
  });
});

describe('every report', () => {
  it('shows the same figures', () => {
    const r = all(report());
    const table = renderTable(report(), { columns: 120, colour: false });
    for (const text of [
      r.comment.replaceAll('&#36;', '$'),
      r.summary.replaceAll('&#36;', '$'),
      r.html,
      table,
      r.slack,
    ]) {
      expect(text).toContain('$153.50');
      expect(text).toContain('$161.20');
      expect(text).toContain('97.2');
      expect(text).toContain('$45.00');
    }
    const summary = JSON.parse(r.exports['summary.json'] ?? '');
    expect(summary.monthly_savings).toMatchObject({
      total: 153.5,
      gross: 161.2,
      new: 25,
      resolved: 45,
      unobserved: 120,
    });
  });

  it('never reads as clean when something could not be read', () => {
    const empty = report({
      findings: [],
      diff: [],
      counts: { ...report().counts, open: 0, new: 0, resolved: 0, unchanged: 0, unobserved: 0 },
      savings: {
        ...report().savings,
        total: '0.000000',
        gross: '0.000000',
        new: '0.000000',
        resolved: '0.000000',
        unobserved: '0.000000',
      },
      exemptions: [],
      gate: { mode: 'fail', result: 'pass', conditions: [] },
    });
    const { comment, html: page, slack: message } = all(empty);
    const table = renderTable(empty, { columns: 100, colour: false });
    for (const text of [comment, page, message, table]) {
      expect(text).toContain('nothing found in what could be read');
      expect(text).not.toContain('nothing to save found');
    }
    expect(comment).toContain('rds:DescribeDBInstances');
  });

  it('says that a first run is one, and why a baseline was not used', () => {
    expect(all(report({ baseline: { state: 'first_run' }, diff: [] })).comment).toContain('First run');
    expect(
      all(report({ baseline: { state: 'unusable', reason: 'it is damaged' }, diff: [] })).comment,
    ).toContain('it is damaged');
  });

  it('says the age of a replayed inventory in the headline', () => {
    expect(
      all(report({ mode: 'replay', inventoryAsOf: '2026-11-22T06:00:00.000Z' })).comment.split('\n')[1],
    ).toContain('from an inventory recorded 3 days ago');
  });

  it('does not depend on the order of anything', () => {
    const r = report();
    const shuffled: Report = {
      ...r,
      findings: r.findings.toReversed(),
      diff: r.diff.toReversed(),
      coverage: { ...r.coverage, gaps: r.coverage.gaps.toReversed() },
    };
    expect(JSON.stringify(all(shuffled))).toBe(JSON.stringify(all(r)));
  });

  it('names nothing of the account on a public repository', () => {
    const r = all(report({ totalsOnly: true }));
    for (const text of [
      r.comment,
      r.summary,
      r.html,
      r.slack,
      JSON.stringify(r.checkRun),
      JSON.stringify(r.annotations),
    ]) {
      expect(text).not.toMatch(/111122223333|444455556666|vol-000|ml-experiments|eu-west-1|us-east-1/);
    }
    expect(r.comment).toContain('allow-public');
    expect(r.sarif.files).toEqual([]);
  });
});

describe('comment', () => {
  it('is cut at a row, with a link, below the limit', () => {
    const many = Array.from({ length: 4000 }, (_, i) =>
      reportFinding({ n: i, message: HOSTILE.repeat(3), resource: HOSTILE, savings: `${i}.000000` }),
    );
    const r = report({
      findings: many,
      diff: many.map((f) => diffRow(f, { class: 'new', reason: 'appeared', title: HOSTILE })),
      runUrl: 'https://github.com/o/r/actions/runs/1',
      notices: Array.from({ length: 200 }, () => 'n'.repeat(500)),
    });
    const text = renderComment(r, 'default');
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toContain('(https://github.com/o/r/actions/runs/1)');
    for (const line of text.split('\n').filter((l) => l.startsWith('|')))
      expect(line.endsWith('|')).toBe(true);
  });

  it('begins with the hidden mark of its gate', () => {
    expect(renderComment(report(), 'team a -->').split('\n')[0]).toBe('<!-- finops-gate:team-a---- -->');
  });

  it('lets no text become markup, a mention, a link or a command', () => {
    const text = renderComment(hostile(), 'default');
    expect(text).not.toMatch(/<script|@octocat|https:\/\/evil|\]\(u\)|^::|\u202e/m);
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
    for (const r of [report(), hostile(), clean]) {
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
    const ids = JSON.parse(renderSarif(report()).files[0] ?? '').runs.map(
      (x: { automationDetails: { id: string } }) => x.automationDetails.id,
    );
    expect(ids).toEqual(['finops-gate/111122223333/', 'finops-gate/444455556666/']);
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

describe('Slack', () => {
  it('is one line of Block Kit within the limits', () => {
    const many = Array.from({ length: 500 }, (_, i) => reportFinding({ n: i, resource: HOSTILE }));
    const text = renderSlack({
      ...hostile(),
      findings: many,
      diff: many.map((f) => diffRow(f, { class: 'new', reason: 'appeared', title: HOSTILE })),
      counts: { ...report().counts, new: 500 },
    });
    expect(text).not.toContain('\n');
    const message = JSON.parse(text) as { text: string; blocks: { type: string; text?: { text: string } }[] };
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(
      message.blocks.every((b) => (b.text?.text.length ?? 0) <= (b.type === 'header' ? 150 : 3000)),
    ).toBe(true);
    expect(text.length).toBeLessThan(9000);
    expect(text).not.toContain('<!channel>');
  });
});

describe('JSON', () => {
  it('writes money as exact numbers', () => {
    expect(
      toJson({
        monthly_savings: '999999999999.999999',
        monthly_cost: '12.500000',
        metrics: { cpu: '3.000000' },
        title: '12.500000',
      }),
    ).toBe(
      '{\n  "monthly_savings": 999999999999.999999,\n  "monthly_cost": 12.5,\n  "metrics": {\n    "cpu": 3\n  },\n  "title": "12.500000"\n}\n',
    );
    expect(toJson({ total: '100.000000', gross: '0.000000', new: '-0.100000' })).toBe(
      '{\n  "total": 100,\n  "gross": 0,\n  "new": -0.1\n}\n',
    );
  });
});

describe('table', () => {
  it('fits the terminal and prints nothing that a terminal obeys', () => {
    const text = renderTable(hostile(), { columns: 100, colour: false });
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    for (const line of text.split('\n').filter((l) => l.startsWith('  $')))
      expect([...line].length).toBeLessThanOrEqual(100);
  });
});

describe('page', () => {
  it.runIf(hasBrowser)(
    'is accessible, fetches nothing, and fits a phone, hostile names included',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'page-'));
      for (const [name, r] of [
        ['full', report()],
        ['hostile', hostile()],
      ] as const) {
        const file = join(dir, `${name}.html`);
        writeFileSync(file, all(r).html);
        expect(await checkPage(file)).toMatchObject({ violations: [], requests: [], errors: [] });
      }
    },
  );
});
