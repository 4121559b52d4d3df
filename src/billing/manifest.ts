/** What AWS writes last of a delivery: which files belong to it. */
import { z } from 'zod';

/** Of a legacy CUR: `20260801T000000.000Z`. */
const LegacyInstant = z.string().regex(/^\d{8}T/);
const keys = z.array(z.string().min(1).max(2048)).max(100_000);
/** Field names of both kinds: AWS documents the legacy one; those of Data Exports were read from deliveries. */
const Manifest = z.looseObject({
  reportName: z.string().optional(),
  exportName: z.string().optional(),
  assemblyId: z.string().optional(),
  executionId: z.string().optional(),
  billingPeriod: z.looseObject({ start: LegacyInstant }).optional(),
  reportKeys: keys.optional(),
  dataFiles: keys.optional(),
});

export interface DeliveryManifest {
  /** Assembly or execution id. */
  readonly id: string;
  /** YYYY-MM, when the manifest says it. */
  readonly period?: string;
  /** Keys in the bucket, without `s3://bucket/`. */
  readonly keys: readonly string[];
}

/** The manifest in a text, undefined when it is something else. */
export function parseManifest(text: string): DeliveryManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const parsed = Manifest.safeParse(value);
  if (!parsed.success) return undefined;
  const m = parsed.data;
  const files = m.dataFiles ?? m.reportKeys;
  if (!files) return undefined;
  const start = m.billingPeriod?.start;
  return {
    id: m.executionId ?? m.assemblyId ?? '',
    ...(start ? { period: `${start.slice(0, 4)}-${start.slice(4, 6)}` } : {}),
    keys: files.map((k) => k.replace(/^s3:\/\/[^/]+\//, '').replace(/^\/+/, '')),
  };
}
