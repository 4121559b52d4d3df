/** What makes generated files. A generator is one file of src/dev/gen/; src/dev/gen.ts runs them all. */
export interface Generator {
  readonly name: string;
  /** Folders that hold nothing else: files there that are not generated are left over. */
  readonly owns?: readonly string[];
  /** Path from the root of the repository → content. */
  files(root: string): ReadonlyMap<string, string> | Promise<ReadonlyMap<string, string>>;
}
