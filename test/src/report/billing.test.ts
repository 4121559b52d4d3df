/** What the reports say of the bill. */
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../contracts/report.ts';
import { renderComment } from '../../../src/report/comment.ts';
import { renderExports } from '../../../src/report/exports.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { renderSlack } from '../../../src/report/slack.ts';
import { renderSummary } from '../../../src/report/summary.ts';
import { renderTable } from '../../../src/report/table.ts';
import { report, reportFinding } from '../../support/report-maker.ts';

const used = (over: Partial<Extract<Report['billing'], { state: 'used' }>> = {}): Report => {
  const costly = reportFinding({ n: 1, savings: '20.000000' });
  const finding = {
    ...costly,
    actual: { ...costly.actual, cost_30d: '12.345600', model: { ...costly.actual.model, currency: 'USD' } },
  };
  return report({
    findings: [finding, reportFinding({ n: 2 })],
    billing: {
      state: 'used',
      costModel: 'net_amortized',
      currency: 'USD',
      coverage: {
        findings: 2,
        with_cost: 1,
        coverage_percent: 50,
        by_service: { AmazonEC2: { findings: 2, with_cost: 1 } },
        by_method: { exact_resource_id: 1, none: 1 },
        without_cost: [{ reason: 'no line of the bill names the resource', findings: 1 }],
        covered_to: '2026-11-24',
        savings: { items: 1, all_items: 2, at_list: '20.000000', at_billed_rates: '12.345600' },
      },
      files: 3,
      rejectedLines: 0,
      leftOut: 0,
      realized: [{ resolved: 3, measured: 2, currency: 'USD', promised: '30.000000', realized: '28.500000' }],
      ...over,
    },
  });
};

const BILL =
  '1 of 2 open findings has an actual cost (50 %), net amortised, whole days through 2026-11-23. What the bill prices would save $12.35 a month at your rates, $20.00 at list price (1 of 2 billing items).';
const REALISED =
  'Promised against realised: 2 findings resolved earlier promised $30.00 for the days since, and the bill shows $28.50 less (2 of 3 measured).';
const flat = (text: string): string => text.replaceAll(/\s+/g, ' ');
const everywhere = (r: Report): Record<string, string> => ({
  summary: renderSummary(r, 'default'),
  html: renderHtml(r),
  slack: renderSlack(r),
  table: renderTable(r, { columns: 100, colour: false }),
});

describe('a bill that was used', () => {
  test.each(Object.entries(everywhere(used())))(
    'the %s says what it covers, and promised against realised',
    (_, text) => {
      expect(flat(text)).toContain(BILL);
      expect(flat(text)).toContain(REALISED);
    },
  );

  test('findings show what they were billed, or a dash', () => {
    expect(renderSummary(used(), 'default')).toMatch(/\| \$20\.00 \| \$12\.35 \| medium/);
    expect(renderSummary(used(), 'default')).toMatch(/\| \$10\.00 \| — \| medium/);
    expect(renderHtml(used())).toContain('<th scope="col" class="n">billed, 30 days</th>');
  });

  test('the comment stays the same while only costs move', () => {
    expect(renderComment(used(), 'default')).toBe(
      renderComment(used({ realized: [], rejectedLines: 4 }), 'default'),
    );
  });

  test('what could not be read is said, another currency by its code, and more instead of less', () => {
    const text = flat(
      renderSummary(
        used({
          rejectedLines: 4,
          leftOut: 1,
          realized: [
            { resolved: 1, measured: 1, currency: 'NOK', promised: '30.000000', realized: '-5.000000' },
          ],
        }),
        'default',
      ),
    );
    expect(text).toContain(
      '4 lines of the bill could not be read: export/billing_rejects.jsonl. 1 delivery was left out.',
    );
    expect(text).toContain(
      '1 finding resolved earlier promised $30.00 for the days since, and the bill shows 5.00 NOK more (1 of 1 measured).',
    );
  });

  test('export/coverage.json has the figures', () => {
    const { cost } = JSON.parse(renderExports(used(), [])['coverage.json'] ?? '{}');
    expect(cost).toMatchObject({
      state: 'used',
      findings: 2,
      with_cost: 1,
      savings: { at_list: 20, at_billed_rates: 12.3456 },
    });
  });
});

test('a bill that could not be used is said everywhere, without its reason', () => {
  const r = report({ billing: { state: 'unusable', reason: 'the folder /home/me/secret cannot be read' } });
  for (const text of Object.values(everywhere(r))) {
    expect(flat(text)).toContain('The billing data could not be used, so no finding has an actual cost.');
    expect(text).not.toContain('/home/me/secret');
  }
});

test('without billing nothing is said of it', () => {
  for (const text of Object.values(everywhere(report()))) expect(text).not.toMatch(/actual cost|billed, 30/);
});
