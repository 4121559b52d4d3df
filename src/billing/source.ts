/** Where billing files lie: a folder or a bucket, seen alike by everything behind it. */

/** One object of a source, as listed: nothing of it has been read yet. */
export interface Listed {
  /** From the root of the source, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Changes when the content does: the ETag in a bucket, size and time of change in a folder. */
  readonly version: string;
  /** ISO 8601: when it was written, as far as the source knows. */
  readonly modifiedAt: string;
}

export interface Source {
  /** As the user gave it, for messages. */
  readonly name: string;
  /** Everything below the root, ordered by path. */
  list(): Promise<readonly Listed[]>;
  /** The text of a small object such as a manifest. Throws GateError when it is larger than `maxBytes` or cannot be read. */
  readText(object: Listed, maxBytes: number): Promise<string>;
  /** A local file with the object's bytes, whole. Throws GateError. */
  fetch(object: Listed): Promise<string>;
  /** The object is not needed any more: what was fetched only for now may go. */
  release(object: Listed): Promise<void>;
}
