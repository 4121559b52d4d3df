import type { Finding } from './finding.ts';
import { Big, sum, toMoney } from './money.ts';

/**
 * Monthly savings of a set of findings without counting twice: the highest claim per billing item, summed. The same
 * definition as sql/diff's totals, for sets that SQL does not see. Decimal text.
 */
export function deduplicatedSavings(findings: Iterable<Pick<Finding, 'claims'>>): string {
  const highest = new Map<string, Big>();
  for (const f of findings) {
    for (const c of f.claims) {
      const amount = new Big(c.monthly_savings);
      const known = highest.get(c.item);
      if (!known || amount.gt(known)) highest.set(c.item, amount);
    }
  }
  return toMoney(sum(highest.values()));
}
