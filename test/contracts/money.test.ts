import { describe, expect, it } from 'vitest';
import { Big, formatUsd, perMonth, sum, toMoney, usd } from '../../contracts/money.ts';

describe('money', () => {
  it('quantises half-even at six places', () => {
    expect(
      ['0.0000005', '0.0000015', '-0.0000025', '1.00000049', '12.5'].map((x) => toMoney(usd(x))),
    ).toEqual(['0.000000', '0.000002', '-0.000002', '1.000000', '12.500000']);
  });
  it('refuses what does not fit decimal(18,6)', () => {
    expect(toMoney(usd('999999999999.999999'))).toBe('999999999999.999999');
    expect(() => toMoney(usd('999999999999.9999996'))).toThrow(RangeError);
    expect(() => usd(Number.NaN)).toThrow();
  });
  it('sums as decimals: a thousand tenths are a hundred', () => {
    expect(toMoney(sum(Array.from({ length: 1000 }, () => new Big('0.1'))))).toBe('100.000000');
    expect(toMoney(perMonth('0.045'))).toBe('32.850000');
  });
  it('prints dollars', () => {
    expect(['1234567.891', '0.005', '0.015', '-3', '-0.001', '999.995'].map((x) => formatUsd(x))).toEqual([
      '$1,234,567.89',
      '$0.00',
      '$0.02',
      '-$3.00',
      '$0.00',
      '$1,000.00',
    ]);
  });
});
