/** The manifest of an output folder: what a run was, and the hash of every file it wrote. */
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
export const RunManifest = z.object({
  schema_version: z.int().min(1),
  engine_name: z.literal('finops-gate'),
  engine_version: z.string().max(64),
  rulepack_version: z.string().max(64),
  run_id: z.string().min(1).max(256),
  run_ts: z.iso.datetime(),
  tenant_id: z.string().min(1).max(128),
  workspace_id: z.string().min(1).max(128),
  /** live: read from AWS in this run; replay: from a recorded inventory. */
  mode: z.enum(['live', 'replay']),
  inventory_as_of: z.iso.datetime(),
  accounts: z
    .array(
      z.object({
        account_id: z.string().regex(/^\d{12}$/),
        partition: z.string(),
        regions: z.array(z.string()),
      }),
    )
    .max(10_000),
  pricing_source: z.enum(['price_list_api', 'bundled', 'mixed', 'none']),
  pricing_as_of: z.string(),
  api_calls: z.int().min(0),
  /** True when the run was a pull request's: it never becomes a baseline. */
  advances_baseline: z.boolean(),
  datasets: z
    .array(
      z.object({
        name: z.string().max(128),
        rows: z.int().min(0),
        files: z.array(z.object({ path: z.string().max(512), bytes: z.int().min(0), sha256 })).max(10_000),
      }),
    )
    .max(256),
});
export type RunManifest = z.output<typeof RunManifest>;
