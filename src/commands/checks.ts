/** `finops-gate checks`: the catalogue for people. */
import { styleText } from 'node:util';
import { z } from 'zod';
import { didYouMean } from '../config/nearest.ts';
import { iamActionsOf, knownChecks, knownRules } from '../pipeline.ts';
import type { Screen } from '../report/table.ts';
import { GateError } from '../shared/errors.ts';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly severity: string;
  readonly category: string;
  readonly title: string;
}

function entries(): Entry[] {
  return [
    ...knownChecks.map((c) => ({
      id: c.id,
      kind: c.kind,
      severity: c.severity.level,
      category: c.category,
      title: c.title,
    })),
    ...knownRules().map((r) => ({
      id: r.id,
      kind: 'correlation',
      severity: r.level,
      category: r.category,
      title: r.title,
    })),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function listChecks(format: 'table' | 'json', screen: Screen): Promise<string> {
  const all = entries();
  if (format === 'json') return `${JSON.stringify(all, null, 2)}\n`;
  const width = (of: (e: Entry) => string): number => Math.max(...all.map((e) => of(e).length));
  const [id, kind, severity] = [width((e) => e.id), width((e) => e.kind), width((e) => e.severity)];
  const bold = (s: string): string => (screen.colour ? styleText('bold', s, { validateStream: false }) : s);
  return `${all.map((e) => `${bold(e.id.padEnd(id))}  ${e.kind.padEnd(kind)}  ${e.severity.padEnd(severity)}  ${e.title}`).join('\n')}\n`;
}

export async function showCheck(id: string, screen: Screen): Promise<string> {
  const bold = (s: string): string => (screen.colour ? styleText('bold', s, { validateStream: false }) : s);
  const check = knownChecks.find((c) => c.id === id || c.aliases?.includes(id));
  if (check) {
    const schema = z.toJSONSchema(check.options, { io: 'input', unrepresentable: 'any' }) as {
      properties?: Record<string, { default?: unknown; description?: string }>;
    };
    const options = Object.entries(schema.properties ?? {}).map(
      ([name, o]) => `  ${name} = ${JSON.stringify(o.default)}${o.description ? `  ${o.description}` : ''}`,
    );
    return [
      bold(check.id),
      check.title,
      '',
      `Why: ${check.why}`,
      `Fix: ${check.fix}`,
      '',
      `Kind ${check.kind}, category ${check.category}, severity ${check.severity.level} (${check.severity.score}).`,
      `Reads ${[check.table, ...(check.lookups ?? []), ...(check.optionalLookups ?? []), ...(check.metrics ?? []), ...(check.optionalMetrics ?? [])].join(', ')}.`,
      `Needs ${iamActionsOf([check]).join(', ')}.`,
      '',
      'Options:',
      ...(options.length > 0 ? options : ['  none']),
      '',
      ...check.links,
      '',
    ].join('\n');
  }
  const rule = knownRules().find((r) => r.id === id);
  if (rule) {
    return [
      bold(rule.id),
      rule.title,
      '',
      `Says: ${rule.says}`,
      `Fix: ${rule.fix}`,
      '',
      `Correlates ${rule.reads.join(', ')}.`,
      '',
    ].join('\n');
  }
  throw new GateError({
    fault: 'user',
    message: `There is no check ${id}.`,
    next:
      didYouMean(
        id,
        entries().map((e) => e.id),
      ) || 'See `finops-gate checks list`.',
  });
}
