/** Every price is declared once, in words, and is asked for by a key of its own. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PriceMaker } from '../../prices/define-price.ts';

const folder = join(import.meta.dirname, '../../prices/aws');
const makers = (
  await Promise.all(
    readdirSync(folder).map(async (f) =>
      Object.entries((await import(join(folder, f))) as Record<string, unknown>),
    ),
  )
)
  .flat()
  .filter(
    (e): e is [string, PriceMaker<Record<string, string>>] =>
      typeof e[1] === 'function' && 'definition' in e[1],
  );

test('no two prices have one kind, and each says what it is of', () => {
  const kinds = makers.map(([, m]) => m.definition.kind);
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((k, i) => kinds.indexOf(k) !== i)).toEqual([]);
  for (const [name, m] of makers) expect(m.definition.says.length, name).toBeGreaterThan(5);
});

test('the same question is the same request, and a key names all that it asks', () => {
  for (const [, maker] of makers) {
    const [one, again, other] = [
      maker('eu-west-1', { a: 'x' }),
      maker('eu-west-1', { a: 'x' }),
      maker('us-east-1', { a: 'x' }),
    ];
    expect(again).toBe(one);
    expect(other.key).not.toBe(one.key);
    expect(one.key).toBe(`${maker.definition.kind}|eu-west-1|a=x`);
  }
});
