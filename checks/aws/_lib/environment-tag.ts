/** Whether tags say that a resource is not production. */
const KEYS = new Set(['env', 'environment', 'stage', 'tier']);

/** True when an environment tag names a non-production stage and none names production. */
export function isNonProduction(
  tags: Readonly<Record<string, string>>,
  names: readonly string[],
  production: readonly string[],
): boolean {
  const values = Object.entries(tags).flatMap(([k, v]) =>
    KEYS.has(k.trim().toLowerCase()) ? [v.trim().toLowerCase().replaceAll('_', '-')] : [],
  );
  return values.some((v) => names.includes(v)) && !values.some((v) => production.includes(v));
}
