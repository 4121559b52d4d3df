import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderTable } from '../../../src/report/table.ts';
import { hostileReport, report, reportFinding } from '../../support/report-maker.ts';

const plain = (r = report(), columns = 100): string => renderTable(r, { columns, colour: false });

describe('table', () => {
  it.each([40, 60, 80, 100, 132, 200])('fits a screen of %i columns', (columns) => {
    for (const r of [report(), hostileReport()])
      for (const line of plain(r, columns).split('\n'))
        expect([...line].length, line).toBeLessThanOrEqual(columns);
  });

  it('puts a row on one line where there is room, and on two where there is not', () => {
    const row = /\$25\.00 {2}high {6}EBS volume is not attached +vol-0001 {2}111122223333 eu-west-1/;
    expect(plain(report(), 132)).toMatch(row);
    expect(plain(report(), 60)).not.toMatch(row);
    expect(plain(report(), 60)).toMatch(/EBS volume is not attached\n +vol-0001 {2}111122223333 eu-west-1/);
  });

  it('colours when asked, and says the same', () => {
    const coloured = renderTable(report(), { columns: 100, colour: true });
    expect(coloured).toContain('\u001b[');
    expect(stripVTControlCharacters(coloured)).toBe(plain());
    expect(plain()).not.toContain('\u001b');
  });

  it('counts wide characters twice', () => {
    const r = report({ findings: [reportFinding({ n: 1, resource: '名'.repeat(40) })] });
    const line =
      plain(r, 132)
        .split('\n')
        .find((l) => l.includes('名名')) ?? '';
    expect(line).toContain(`${'名'.repeat(13)}…`);
    expect(line).not.toContain('名'.repeat(14));
  });

  it('counts findings without savings by check', () => {
    const free = [1, 2, 3].map((n) => reportFinding({ n, savings: '0.000000', level: 'high' }));
    expect(plain(report({ findings: free }))).toContain(
      'Without savings\n  3  high      EBS volume is not attached\n',
    );
    expect(plain(report({ findings: free }))).not.toContain('Top savings');
  });

  it('prints nothing that a terminal or a workflow log obeys', () => {
    const text = plain(hostileReport());
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(text).not.toMatch(/##\[|^\s*::/m);
  });
});
