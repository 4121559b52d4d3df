/** What makes generated files. A generator is one file of src/dev/gen/; src/dev/gen.ts runs them all. */
/** Path from the root of the repository → content. */
export type Made = ReadonlyMap<string, string | Uint8Array>;

export interface Generator {
  readonly name: string;
  /** Folders that hold nothing else: files there that are not generated are left over. */
  readonly owns?: readonly string[];
  files(root: string): Made | Promise<Made>;
}
