import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowCaster } from '../../contracts/cast.ts';
import { findingTable } from '../../contracts/finding.ts';
import { Big } from '../../contracts/money.ts';
import {
  bool,
  type Column,
  date,
  defineTable,
  double,
  int32,
  int64,
  list,
  map,
  money,
  nullable,
  struct,
  text,
  timestamp,
  uint8,
  uint16,
} from '../../contracts/table.ts';
import { finding } from '../support/finding-maker.ts';

const cast = (column: Column, value: unknown): unknown => {
  const table = defineTable({ name: 't', comment: '', sortBy: [], columns: { c: column } });
  const result = rowCaster(table)({ c: value });
  return 'error' in result ? result.error : (JSON.parse(result.json) as { c: unknown }).c;
};

test.each<readonly [Column, unknown, unknown]>([
  [text(''), 'plain', 'plain'],
  [text(''), 'é "quoted" \\ \n \u0000 😀', 'é "quoted" \\ \n \u0000 😀'],
  [text(''), 'a\uD800b', expect.stringMatching(/^c: .* is not well-formed Unicode$/)],
  [text(''), 7, 'c: 7 is not a text'],
  [text(''), null, 'c: is missing'],
  [text(''), undefined, 'c: is missing'],
  [nullable(text('')), undefined, null],
  [bool(''), true, true],
  [bool(''), 'true', 'c: "true" is not true or false'],
  [uint8(''), 255, 255],
  [uint8(''), 256, 'c: 256 is not a whole number from 0 to 255'],
  [uint8(''), -1, 'c: -1 is not a whole number from 0 to 255'],
  [uint8(''), 1.5, 'c: 1.5 is not a whole number from 0 to 255'],
  [uint8(''), '7', 'c: "7" is not a whole number from 0 to 255'],
  [uint16(''), 65_535, 65_535],
  [uint16(''), 65_536, 'c: 65536 is not a whole number from 0 to 65535'],
  [int32(''), -2_147_483_648, -2_147_483_648],
  [int32(''), 2_147_483_648, 'c: 2147483648 is not a whole number from -2147483648 to 2147483647'],
  [int64(''), Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  [int64(''), 2 ** 53, expect.stringMatching(/^c: 9007199254740992 is not a whole number/)],
  [double(''), 1e300, 1e300],
  [double(''), Number.NaN, 'c: NaN is not a finite number'],
  [double(''), Number.POSITIVE_INFINITY, 'c: Infinity is not a finite number'],
  [date(''), '2024-02-29', '2024-02-29'],
  [date(''), '2026-02-29', 'c: "2026-02-29" is not a date'],
  [date(''), '2026-04-31', 'c: "2026-04-31" is not a date'],
  [date(''), '2026-11-25T00:00:00Z', 'c: "2026-11-25T00:00:00Z" is not a date'],
  [timestamp(''), '2026-11-25T06:00:00Z', '2026-11-25T06:00:00.000Z'],
  [timestamp(''), '2026-11-25T06:00:00.1239+02:00', '2026-11-25T04:00:00.123Z'],
  [timestamp(''), '2026-11-25T06:00:00', 'c: "2026-11-25T06:00:00" is not an ISO 8601 instant with a zone'],
  [timestamp(''), '2026-02-30T06:00:00Z', 'c: "2026-02-30T06:00:00Z" is not an ISO 8601 instant with a zone'],
  [timestamp(''), '2026-13-01T06:00:00Z', 'c: "2026-13-01T06:00:00Z" is not an ISO 8601 instant with a zone'],
  [timestamp(''), '9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  [timestamp(''), '9999-12-31T23:59:59-10:00', expect.stringMatching(/^c: .* is not an ISO 8601 instant/)],
  [timestamp(''), '0001-01-01T00:00:00+02:00', expect.stringMatching(/^c: .* is not an ISO 8601 instant/)],
  [date(''), '0001-01-01', '0001-01-01'],
  [date(''), '0000-03-01', 'c: "0000-03-01" is not a date'],
  [timestamp(''), 1_764_050_400, 'c: 1764050400 is not an ISO 8601 instant with a zone'],
  [list(text(''), ''), ['a', 'b'], ['a', 'b']],
  [list(text(''), ''), 'a', 'c: "a" is not a list'],
  [list(text(''), ''), ['a', null], 'c: is missing'],
  [list(nullable(double('')), ''), [1, null], [1, null]],
  [map(text(''), ''), { b: '2', a: '1' }, { a: '1', b: '2' }],
  [map(text(''), ''), { a: 1 }, 'c: 1 is not a text'],
  [map(text(''), ''), ['a'], 'c: [object Array] is not a map'],
  [struct({ n: uint8('') }, ''), { n: 1, more: 2 }, { n: 1 }],
  [struct({ n: uint8('') }, ''), { n: 900 }, 'c.n: 900 is not a whole number from 0 to 255'],
  [struct({ n: uint8('') }, ''), 'x', 'c: "x" is not a record'],
])('%#: %j', (column, given, stored) => {
  expect(cast(column, given)).toEqual(stored);
});

test.each<readonly [unknown, unknown]>([
  ['12.5', '12.500000'],
  [12.5, '12.500000'],
  [new Big('1.0000005'), '1.000000'],
  [new Big('1.0000015'), '1.000002'],
  ['1.0000025', '1.000002'],
  ['-1.0000015', '-1.000002'],
  ['1e-7', '0.000000'],
  ['999999999999.9999994', '999999999999.999999'],
  ['999999999999.9999996', 'c: 999999999999.9999996 does not fit decimal(18,6)'],
  ['1e12', 'c: 1000000000000 does not fit decimal(18,6)'],
  ['-1e12', 'c: -1000000000000 does not fit decimal(18,6)'],
  [Number.NaN, 'c: NaN is not an amount'],
  ['12,5', 'c: "12,5" is not an amount'],
  ['', 'c: "" is not an amount'],
  [' 1', 'c: " 1" is not an amount'],
  [true, 'c: true is not an amount'],
])('money %j', (given, stored) => {
  expect(cast(money(''), given)).toBe(stored);
});

test('a value of any length is shown shortened', () => {
  expect(cast(uint8(''), 'x'.repeat(10_000))).toMatch(/^c: "x{56}… is not a whole number/);
});

test('the reason names the column, however deep', () => {
  const of = rowCaster(findingTable);
  const error = (row: unknown): unknown => {
    const result = of(row);
    return 'error' in result ? result.error : 'none';
  };
  const good = finding({ fingerprint: 'f' });
  expect(error(good)).toBe('none');
  expect(error({ ...good, estimated: { ...good.estimated, monthly_savings: '1e13' } })).toBe(
    'estimated.monthly_savings: 10000000000000 does not fit decimal(18,6)',
  );
  expect(
    error({ ...good, actual: { ...good.actual, model: { ...good.actual.model, period_end: 'x' } } }),
  ).toBe('actual.model.period_end: "x" is not a date');
  expect(error({ ...good, claims: [{ item: 'a', monthly_savings: 'x' }] })).toBe(
    'claims.monthly_savings: "x" is not an amount',
  );
  expect(error({ ...good, status: undefined })).toBe('status: is missing');
  expect(error('x')).toBe('is not a record');
  expect(error(null)).toBe('is not a record');
});

test('money is quantised half-even for every amount', () => {
  fc.assert(
    fc.property(
      fc.bigInt(-(10n ** 18n) + 1n, 10n ** 18n - 1n),
      fc.integer({ min: 0, max: 999 }),
      (micros, rest) => {
        const sign = micros < 0n ? '-' : '';
        const abs = micros < 0n ? -micros : micros;
        const digits = String(abs).padStart(7, '0');
        const given = `${sign}${digits.slice(0, -6)}.${digits.slice(-6)}${String(rest).padStart(3, '0')}`;
        const up = rest > 500 || (rest === 500 && abs % 2n === 1n);
        const rounded = String(up ? abs + 1n : abs).padStart(7, '0');
        const stored = cast(money(''), given);
        if (rounded.length > 18) expect(stored).toMatch(/does not fit/);
        else
          expect(String(stored).replace(/^-(?=0\.0{6}$)/, '')).toBe(
            `${rounded.match(/^0+$/) ? '' : sign}${rounded.slice(0, -6)}.${rounded.slice(-6)}`,
          );
      },
    ),
  );
});

test('whatever is given, a cast ends in a row or in a reason', () => {
  const of = rowCaster(findingTable);
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(findingTable.columns)), fc.anything(), (name, value) => {
      const result = of({ ...finding({ fingerprint: 'f' }), [name]: value });
      if ('json' in result) expect(() => JSON.parse(result.json)).not.toThrow();
      else expect(result.error).toMatch(new RegExp(`^${name}[.:]`));
    }),
  );
});
