/** Required tags that a resource lacks. */
import { z } from 'zod';

export const requiredTags = z
  .array(z.string().min(1))
  .default([])
  .describe(
    'Tag keys, compared without regard to case; a blank value counts as missing. None unless they are given',
  );

export function missingTags(
  tags: Readonly<Record<string, string>>,
  required: readonly string[],
): readonly string[] {
  const present = new Set(
    Object.entries(tags).flatMap(([k, v]) => (v.trim() === '' ? [] : [k.trim().toLowerCase()])),
  );
  return required.filter((t) => !present.has(t.trim().toLowerCase()));
}
