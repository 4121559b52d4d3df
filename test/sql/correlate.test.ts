/** The correlation rules: their cases, and that what they filter on is what checks emit. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checks } from '../../checks/index.ts';
import type { AnyCheck } from '../../contracts/check.ts';
import { inventoryTables } from '../../contracts/inventory/catalogue.ts';
import { allRules } from '../../src/correlate/rules.ts';
import { listSql } from '../../src/store/sql.ts';
import { testSql } from '../support/test-sql.ts';

for (const name of listSql('correlate'))
  testSql(
    name,
    checks.map((c) => c.id),
  );

const CHECKS = new URL('../../checks/aws/', import.meta.url);
/** A check's text with that of the helpers it imports. */
const withLibrary = (text: string): string =>
  [
    text,
    ...[...text.matchAll(/from '\.\.\/(_lib\/[\w-]+\.ts)'/g)].map(([, f = '']) =>
      readFileSync(new URL(f, CHECKS), 'utf8'),
    ),
  ].join('\n');

/** Text of every check's file by the check's id. */
const sources = new Map(
  readdirSync(CHECKS, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts') && !f.startsWith('_lib'))
    .map((f) => withLibrary(readFileSync(new URL(f, CHECKS), 'utf8')))
    .map((text) => [/\bid: '([^']+)'/.exec(text)?.[1] ?? '', text] as const),
);
const checkOf = (id: string): AnyCheck | undefined => checks.find((c) => c.id === id);

/** The keys of `name = {…}` or `name: {…}` in a text, with those of the constants that are spread into it or stand for it. */
function keysOf(text: string, name: string, seen: ReadonlySet<string> = new Set([name])): string[] {
  const bodies = [...text.matchAll(new RegExp(`\\b${name}\\s*[:=]\\s*\\{([^}]*)\\}`, 'g'))].map(
    ([, body = '']) => body,
  );
  const others = [
    ...bodies.flatMap((body) => [...body.matchAll(/\.\.\.(\w+)/g)].map(([, other = '']) => other)),
    ...[...text.matchAll(new RegExp(`\\b${name}: (\\w+)`, 'g'))].map(([, other = '']) => other),
  ].filter((other) => !seen.has(other));
  const made = [
    ...bodies.flatMap((body) => [...body.matchAll(/\.\.\.(\w+)\(/g)].map(([, maker = '']) => maker)),
    ...[...text.matchAll(new RegExp(`\\b${name}: (\\w+)\\(`, 'g'))].map(([, maker = '']) => maker),
  ];
  return [
    ...bodies.flatMap((body) =>
      [...body.matchAll(/(?:^|[\s,{])(\w+)(?=:|,|\s*$)/g)].map(([, key = '']) => key),
    ),
    ...others.flatMap((other) => keysOf(text, other, new Set([...seen, other]))),
    ...made.flatMap((maker) => keysOfMaker(text, maker)),
  ];
}

/** The keys that a function of that name writes, from its declaration to the next one. */
function keysOfMaker(text: string, maker: string): string[] {
  const [, body = ''] = text.split(new RegExp(`(?:function|const) ${maker}\\b`));
  return [...(body.split(/\n(?:export |function |const )/)[0] ?? '').matchAll(/^\s+(\w+):/gm)].map(
    ([, key = '']) => key,
  );
}

/** Names of the dimensions that a check's file writes. */
const dimensionsOf = (id: string): string[] => keysOf(sources.get(id) ?? '', 'dimensions');

/** The quoted words that a text compares something with. */
const comparedWith = (sql: string, what: RegExp): string[] =>
  [...sql.matchAll(new RegExp(`${what.source}\\s*(?:=\\s*('[^']*')|in\\s*\\(([^)]*)\\))`, 'g'))].flatMap(
    ([, one, many]) => [...(one ?? many ?? '').matchAll(/'([^']*)'/g)].map(([, word = '']) => word),
  );

interface Filter {
  readonly checks: readonly string[];
  readonly dimensions: readonly string[];
  readonly statuses: readonly string[];
  readonly resourceTypes: readonly string[];
}
/** What each CTE that reads findings filters on. */
const filtersOf = (sql: string): Filter[] =>
  sql
    .split(/\n\)/)
    .filter((cte) => /\bfrom findings as f\b/.test(cte))
    .map((cte) => ({
      checks: comparedWith(cte.slice(cte.lastIndexOf('from findings as f')), /f\.check_id/),
      dimensions: [...cte.matchAll(/element_at\(f\.dimensions, '([^']+)'\)/g)].map(([, d = '']) => d),
      statuses: comparedWith(cte, /f\.status/),
      resourceTypes: comparedWith(cte, /resource_type/),
    }));

describe.each(allRules().map((r) => [r.id, r] as const))('%s', (_, rule) => {
  const filters = filtersOf(rule.sql);

  test('names exactly the checks that it reads, and they exist', () => {
    const named = filters.flatMap((f) => f.checks);
    expect(new Set(named)).toEqual(new Set(rule.reads));
    expect(rule.reads.filter((id) => !checkOf(id))).toEqual([]);
  });

  test.each(filters)('filters on what its checks emit: $checks', (f) => {
    expect(f.checks.length).toBeGreaterThan(0);
    expect(f.statuses.length).toBeGreaterThan(0);
    for (const id of f.checks) {
      expect(dimensionsOf(id), id).toEqual(expect.arrayContaining([...f.dimensions]));
      const check = checkOf(id);
      for (const type of f.resourceTypes)
        expect(check && inventoryTables[check.table].resource?.type, id).toBe(type);
      // `fail(…)` makes the status fail, an outcome of kind info makes the other
      for (const status of f.statuses)
        expect(sources.get(id), `${id} ${status}`).toMatch(status === 'fail' ? /\bfail\(/ : `'${status}'`);
    }
  });
});

test('a filter on what no check emits is found', () => {
  const [planted] = filtersOf(`with a as (
    select element_at(f.dimensions, 'planted') as x from findings as f
    where f.check_id in ('aws.planted', 'aws.ec2.instances.stopped.long') and f.status = 'fail' and f.scope.resource_type = 'planted'
  \n) select 1`);
  expect(planted).toEqual({
    checks: ['aws.planted', 'aws.ec2.instances.stopped.long'],
    dimensions: ['planted'],
    statuses: ['fail'],
    resourceTypes: ['planted'],
  });
  expect(dimensionsOf('aws.ec2.instances.stopped.long')).not.toContain('planted');
  expect(dimensionsOf('aws.ec2.instances.stopped.long')).toContain('vpc_id');
});
