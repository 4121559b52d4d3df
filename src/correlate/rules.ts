/** The correlation rules: headers parsed from the files of sql/correlate. */
import { CATEGORIES, SEVERITIES } from '../../contracts/finding.ts';
import { sha256Of } from '../../contracts/identity.ts';
import { RuleHeader } from '../../contracts/rule.ts';
import { listSql, loadSql } from '../store/sql.ts';

export interface Rule extends RuleHeader {
  readonly sql: string;
  readonly level: (typeof SEVERITIES)[number];
  readonly score: number;
  /** Differs when the rule was changed. */
  readonly digest: string;
}

/** `-- @name value` lines at the top of a text. */
function header(sql: string): Record<string, string> {
  return Object.fromEntries(
    [...sql.matchAll(/^-- @(\w+) (.*)$/gm)].map(([, name = '', value = '']) => [name, value.trim()]),
  );
}

const list = (s: string | undefined): string[] =>
  (s ?? '')
    .split(',')
    .map((x) => x.trim())
    .filter((x) => x !== '');

/** Throws Error for a header that says nothing usable: a defect of ours, found by the tests. */
export function parseRule(name: string, sql: string): Rule {
  const h = header(sql);
  const parsed = RuleHeader.safeParse({ ...h, reads: list(h.reads), params: list(h.params) });
  if (!parsed.success)
    throw new Error(
      `sql/correlate/${name}.sql: header ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    );
  const [level, score] = parsed.data.severity.split(' ');
  if (!CATEGORIES.some((c) => c === parsed.data.category))
    throw new Error(`sql/correlate/${name}.sql: unknown category ${parsed.data.category}`);
  return {
    ...parsed.data,
    sql,
    level: SEVERITIES.find((s) => s === level) ?? 'info',
    score: Number(score),
    digest: sha256Of(sql),
  };
}

export const allRules = (): Rule[] =>
  listSql('correlate').map((name) => parseRule(name, loadSql(`correlate/${name}`)));
