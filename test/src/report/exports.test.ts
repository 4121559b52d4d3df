import { describe, expect, it } from 'vitest';
import { renderExports, toJson } from '../../../src/report/exports.ts';
import { renderSlack } from '../../../src/report/slack.ts';
import { diffRow, HOSTILE, hostileReport, report, reportFinding } from '../../support/report-maker.ts';

describe('JSON', () => {
  it('writes money as exact numbers', () => {
    expect(
      toJson({
        monthly_savings: '999999999999.999999',
        monthly_cost: '12.500000',
        metrics: { cpu: '3.000000' },
        title: '12.500000',
        tags: { monthly_cost: '12.500000', metrics: '1.000000' },
      }),
    ).toBe(`{
  "monthly_savings": 999999999999.999999,
  "monthly_cost": 12.5,
  "metrics": {
    "cpu": 3
  },
  "title": "12.500000",
  "tags": {
    "monthly_cost": "12.500000",
    "metrics": "1.000000"
  }
}
`);
    expect(toJson({ total: '100.000000', gross: '0.000000', new: '-0.100000', api_cost_usd: '0' })).toBe(
      '{\n  "total": 100,\n  "gross": 0,\n  "new": -0.1,\n  "api_cost_usd": 0\n}\n',
    );
  });

  it('is complete, ends with a newline, and keeps what is exempted apart', () => {
    const ignored = reportFinding({ n: 8, ignored: true });
    const files = renderExports(report(), [...report().findings, ignored]);
    expect(Object.keys(files)).toEqual([
      'findings.json',
      'exempted_findings.json',
      'correlated_findings.json',
      'summary.json',
      'top_savings.json',
      'coverage.json',
      'diff.json',
    ]);
    for (const text of Object.values(files)) expect(text.endsWith('\n')).toBe(true);
    const read = (name: string) => JSON.parse(files[name] ?? '');
    expect(read('findings.json').length).toBe(3);
    expect(files['findings.json']?.split('\n').length).toBe(3 + 3);
    expect(files['correlated_findings.json']).toBe('[]\n');
    expect(read('exempted_findings.json')).toMatchObject([{ fingerprint: ignored.fingerprint }]);
    expect(read('diff.json').rows.map((d: { class: string }) => d.class)).toEqual([
      'new',
      'resolved',
      'resolved',
      'unchanged',
      'unobserved',
    ]);
    expect(read('diff.json').baseline).toEqual({
      state: 'compared',
      run_id: 'run-0',
      run_ts: '2026-11-18T06:00:00.000Z',
    });
    expect(read('top_savings.json')[0]).toMatchObject({
      monthly_savings: 120,
      resource_id: 'ml-experiments',
    });
  });
});

describe('Slack', () => {
  it('is one line of Block Kit within the limits, whatever the names are', () => {
    const many = Array.from({ length: 500 }, (_, i) => reportFinding({ n: i, resource: '&'.repeat(400) }));
    const rows = (c: 'new' | 'resolved') =>
      many.map((f) =>
        diffRow(f, { class: c, reason: c === 'new' ? 'appeared' : 'gone', title: '<'.repeat(400) }),
      );
    const text = renderSlack({
      ...hostileReport(),
      baseline: { state: 'unusable', reason: HOSTILE.repeat(20) },
      findings: many,
      diff: [...rows('new'), ...rows('resolved')],
      counts: { ...report().counts, new: 500, resolved: 500 },
      runUrl: 'https://github.com/o/r/actions/runs/1',
    });
    expect(text).not.toContain('\n');
    const message = JSON.parse(text) as { text: string; blocks: { type: string; text?: { text: string } }[] };
    expect(message.text).toContain('Gate failed');
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    for (const b of message.blocks)
      expect(b.text?.text.length ?? 0).toBeLessThanOrEqual(b.type === 'header' ? 150 : 3000);
    expect(text.length).toBeLessThan(9000);
    // entities are whole
    expect(text).not.toMatch(/&(?!(amp|lt|gt);)/);
    expect(text).not.toContain('<!channel>');
  });

  it('names what is new and what could not be read', () => {
    const text = renderSlack(report());
    expect(text).toContain('• $25.00  EBS volume is not attached  `vol-0001`  111122223333 eu-west-1');
    expect(text).toContain('444455556666 us-east-1: rds_instances denied (rds:DescribeDBInstances)');
  });
});
