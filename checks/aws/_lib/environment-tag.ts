/** Whether tags say that a resource is not production. */
const KEYS = new Set(['env', 'environment', 'stage']);

/** The value that names a non-production stage; undefined when there is none, or another one names production. */
export function nonProductionStage(
  tags: Readonly<Record<string, string>>,
  stages: readonly string[],
  production: readonly string[],
): string | undefined {
  const values = Object.entries(tags).flatMap(([k, v]) =>
    KEYS.has(k.trim().toLowerCase()) ? [v.trim()] : [],
  );
  const among = (names: readonly string[]) => (v: string) =>
    names.includes(v.toLowerCase().replaceAll('_', '-'));
  return values.some(among(production)) ? undefined : values.find(among(stages));
}
