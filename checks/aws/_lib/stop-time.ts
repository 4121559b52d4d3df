/**
 * When an instance was stopped, from StateTransitionReason: `User initiated (2026-06-01 08:00:00 GMT)`,
 * `Server.ScheduledStop: … (2026-06-01 08:00:00 UTC)`, with or without seconds, or a date alone. The launch time is the
 * last start and says nothing about it.
 */
const STAMP =
  /\((\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2})?))?(?:\.\d+)?(?: ?(?:GMT|UTC|Z|\+00:?00))?\)\s*$/;

/** ISO 8601, undefined when the reason holds no time. */
export function stoppedAt(reason: string): string | undefined {
  const [, day, clock] = STAMP.exec(reason) ?? [];
  if (day === undefined) return undefined;
  const t = Date.parse(`${day}T${clock ?? '00:00:00'}Z`);
  if (Number.isNaN(t)) return undefined;
  const iso = new Date(t).toISOString();
  // the 31st of February would come out as March
  return iso.startsWith(day) ? iso : undefined;
}
