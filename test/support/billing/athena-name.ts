/** AWS's rule for the names of a report's columns in Athena, step by step as its user guide has it. */
export function athenaNameOf(name: string): string {
  let out = '';
  for (const c of name) out += c >= 'A' && c <= 'Z' ? `_${c.toLowerCase()}` : c;
  out = [...out].map((c) => (/[a-z0-9]/.test(c) ? c : '_')).join('');
  while (out.includes('__')) out = out.replace('__', '_');
  return out.replace(/^_/, '').replace(/_$/, '');
}
