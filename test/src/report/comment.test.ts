import { describe, expect, it } from 'vitest';
import { renderComment } from '../../../src/report/comment.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import {
  diffRow,
  evaluation,
  HOSTILE,
  hostileReport,
  report,
  reportFinding,
} from '../../support/report-maker.ts';

const lines = (r = report()): string[] => renderComment(r, 'default').split('\n');

describe('comment', () => {
  it('begins with the hidden mark of its gate, the verdict and the money', () => {
    expect(renderComment(report(), 'team a -->').split('\n')[0]).toBe('<!-- finops-gate:team-a---- -->');
    expect(lines()[1]).toBe('### ❌ Gate failed · $153.50 a month to save');
    expect(lines()).toContain('- 1 new finding at or above high');
  });

  it('counts each class, and the classes add up to what is open', () => {
    expect(lines().filter((l) => /^\| (New|Resolved|Unchanged|Not looked|\*\*Open)/.test(l))).toEqual([
      '| New | 1 | +$25.00 |  |',
      '| Resolved | 2 | −$45.00 | 1 fixed, 1 gone |',
      '| Unchanged | 1 | $8.50 |  |',
      '| Not looked at | 1 | $120.00 | carried forward, not resolved |',
      '| **Open** | 3 | **$153.50** | each billing item counted once |',
    ]);
  });

  it('says what left without being saved', () => {
    const gone = reportFinding({ n: 7, savings: '5.000000' });
    const r = report({
      diff: [diffRow(gone, { class: 'resolved', reason: 'exempted' })],
      savings: { ...report().savings, resolved: '0.000000', dismissed: '5.000000' },
      counts: { ...report().counts, resolved: 1 },
    });
    expect(lines(r)).toContain('| Resolved | 1 | — | 1 exempted; $5.00 no longer counted, but not saved |');
  });

  it('is short when nothing changed, and the same from run to run', () => {
    const same = reportFinding({ n: 2, savings: '8.500000' });
    const of = (runId: string, runTs: string) =>
      report({
        runId,
        runTs,
        findings: [same],
        diff: [diffRow(same, { class: 'unchanged', reason: 'still_there' })],
        counts: { ...report().counts, open: 1, new: 0, resolved: 0, unchanged: 1, unobserved: 0 },
        savings: {
          ...report().savings,
          total: '8.500000',
          gross: '8.500000',
          new: '0.000000',
          resolved: '0.000000',
          unobserved: '0.000000',
        },
        coverage: { ...report().coverage, percent: 100, gaps: [], evaluations: [evaluation()] },
        exemptions: [],
        gate: { ...report().gate, result: 'pass', conditions: [] },
      });
    expect(renderComment(of('run-1', '2026-11-25T06:00:00.000Z'), 'k')).toBe(
      `<!-- finops-gate:k -->
### $8.50 a month to save

Nothing new and nothing resolved. $8.50 a month with each billing item counted once; $8.50 as a plain sum over 1 open finding. Compared with the run of 2026-11-18.
`,
    );
    expect(renderComment(of('run-2', '2026-11-25T18:00:00.000Z'), 'k')).toBe(
      renderComment(of('run-1', '2026-11-25T06:00:00.000Z'), 'k'),
    );
  });

  it('ticks a passed gate only where everything was read', () => {
    const passed = (percent: number) =>
      report({
        gate: {
          ...report().gate,
          result: 'pass',
          conditions: report().gate.conditions.map((c) => ({ ...c, held: false })),
        },
        coverage: { ...report().coverage, percent },
      });
    expect(lines(passed(100))[1]).toMatch(/^### ✅ Gate passed/);
    expect(lines(passed(99.9))[1]).toMatch(/^### Gate passed/);
  });

  it.each([
    [0, 'nothing is left that it would cover'],
    [1, '1 finding counts again ($70.00 a month)'],
    [1200, '1,200 findings count again ($70.00 a month)'],
  ])('says what an expired exemption of %i findings means', (findings, words) => {
    const exemptions = report().exemptions.map((e) => ({ ...e, findings }));
    expect(renderComment(report({ exemptions }), 'k')).toContain(
      `- Expired on 2026-11-20: load test (ana); ${words}.`,
    );
  });

  it('says what a change of the configuration does', () => {
    const configEffect = {
      newlyExempted: { findings: 1, monthlySavings: '12.000000' },
      broughtBack: { findings: 2, monthlySavings: '0.000000' },
    };
    const text = renderComment(report({ configEffect }), 'k');
    expect(text).toContain(
      'This change of <code>.finops-gate.yml</code> newly exempts 1 finding, worth $12.00 a month.',
    );
    expect(text).toContain('This change of <code>.finops-gate.yml</code> brings back 2 findings.');
  });

  it('is cut at a row, with a link, below the limit', () => {
    const many = Array.from({ length: 4000 }, (_, i) =>
      reportFinding({ n: i, message: HOSTILE.repeat(3), resource: HOSTILE, savings: `${i}.000000` }),
    );
    const r = report({
      findings: many,
      diff: many.map((f) => diffRow(f, { class: 'new', reason: 'appeared', title: HOSTILE.repeat(9) })),
      exemptions: Array.from({ length: 300 }, () => hostileReport().exemptions).flat(),
      runUrl: 'https://github.com/o/r/actions/runs/1',
      notices: Array.from({ length: 200 }, () => HOSTILE.repeat(9)),
    });
    const text = renderComment(r, 'default');
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text).toContain('_… and 3,975 more: see the [run](https://github.com/o/r/actions/runs/1)._');
    for (const line of text.split('\n').filter((l) => l.startsWith('|'))) expect(line).toMatch(/\|$/);
    expect(Buffer.byteLength(renderSummary(r, 'default'))).toBeLessThan(1024 * 1024);
  });

  it.each([
    ['comment', renderComment],
    ['summary', renderSummary],
  ])('%s: no text becomes markup, a mention, a link or a command', (_, render) => {
    const text = render(hostileReport(), 'default');
    expect(text).not.toMatch(/<script|@octocat|https:\/\/evil|\]\(u\)|^::|\u202e|\*\*b\*\*|www\.evil/m);
    const columns = (l: string): number => l.split('|').length;
    for (const block of text.split('\n\n').filter((b) => b.startsWith('|')))
      expect(new Set(block.trim().split('\n').map(columns)).size).toBe(1);
  });
});
