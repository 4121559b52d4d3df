/** A bucket as a source of billing files: read once, kept by ETag, gone on with where a download was cut off. */
import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsFailure, type Send } from '../../contracts/discover.ts';
import { GateError } from '../shared/errors.ts';
import type { Log } from '../shared/log.ts';
import { parseS3Url } from './s3-url.ts';
import type { Listed, Source } from './source.ts';

export interface S3SourceOptions {
  /** `s3://bucket` or `s3://bucket/prefix`. */
  readonly url: string;
  /** With credentials that may list the bucket and read below the prefix. */
  readonly send: Send;
  /** Where downloads are kept from run to run. */
  readonly cacheDir: string;
  readonly log?: Pick<Log, 'progress'>;
}

/** More is no folder of exports. */
const MAX_OBJECTS = 100_000;
const MAX_ATTEMPTS = 5;
const AT_ONCE = 4;
const GIB = 1024 ** 3;
/** What stays free on the disk, and what the cache may keep when nobody needs it. */
const SPARE_BYTES = GIB;
const MAX_CACHE_BYTES = 20 * GIB;

/** At most so many pieces of work at once, in the order of asking. */
function gate(slots: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = slots;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** What the operating system says when a file cannot be written, whatever the network does. */
const DISK = /^E(NOSPC|DQUOT|ACCES|PERM|ROFS|ISDIR|NOTDIR|FBIG)$/;
const isOfTheDisk = (error: unknown): boolean =>
  DISK.test(String((error as { code?: unknown } | null)?.code));
/** As the SDK's checksum stream words it; the error has no name of its own. */
const isWrongBody = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Checksum mismatch');

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

/** Throws GateError (user) for a url that is none; the bucket is asked when something is read. */
export function openS3Source(options: S3SourceOptions): Source {
  const { bucket, prefix } = parseS3Url(options.url);
  const { send, cacheDir } = options;
  const inUse = new Set<string>();
  /** Parts that are being downloaded, and how long each will be. */
  const coming = new Map<string, number>();
  const enter = gate(AT_ONCE);
  const key = (object: Listed): string => `${prefix}${object.path}`;
  const named = (object?: Listed): string => `s3://${bucket}/${object ? key(object) : prefix}`;

  /** What a refusal means to a person. */
  const explain = (error: unknown, action: string, object?: Listed): unknown => {
    if (!(error instanceof AwsFailure)) return error;
    // S3 API Reference, "Error responses": 403 too, but no permission helps
    if (error.code === 'InvalidObjectState')
      return new GateError({
        fault: 'user',
        message: `${named(object)} is archived and cannot be read.`,
        next: 'Restore it, and keep exports in a storage class that can be read at once.',
        cause: error,
      });
    if (error.kind === 'denied')
      return new GateError({
        fault: 'user',
        message: `${named(object)} may not be read: ${action} is refused.`,
        next: `Allow ${action} on ${object ? `arn:aws:s3:::${bucket}/${prefix}*` : `arn:aws:s3:::${bucket}`} (finops-gate iam-policy --billing ${options.url} prints the policy).`,
        cause: error,
      });
    if (error.code === 'NoSuchBucket')
      return new GateError({
        fault: 'user',
        message: `There is no bucket ${bucket}.`,
        next: 'Check the name, and the account that the credentials are of.',
        cause: error,
      });
    if (['PreconditionFailed', 'NoSuchKey', 'NotFound', '412'].includes(error.code))
      return new GateError({
        fault: 'aws',
        message: `${named(object)} changed while it was read: a new delivery is under way.`,
        next: 'Run it again.',
        cause: error,
      });
    return new GateError({
      fault: 'aws',
      message: `${named(object)} could not be read: ${error.message}`,
      cause: error,
    });
  };

  const cutOff = (object: Listed, cause?: unknown): GateError =>
    new GateError({
      fault: 'aws',
      message: `${named(object)} was cut off, or came damaged, ${MAX_ATTEMPTS} times.`,
      next: 'Run it again: a download goes on where it stopped.',
      cause,
    });
  const notWritten = (cause: unknown): GateError =>
    new GateError({
      fault: 'user',
      message: `${cacheDir} cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`,
      next: 'Make it writable, free some space, or set XDG_CACHE_HOME to another disk.',
      cause,
    });

  const cached = (object: Listed): string => {
    const name = createHash('sha256')
      .update(`${bucket}\n${key(object)}\n${object.version}`)
      .digest('hex');
    const ending = /(\.snappy)?\.parquet$|\.csv(\.gz|\.zip)?$|\.gz$|\.zip$/i.exec(object.path)?.[0] ?? '';
    return join(cacheDir, `${name}${ending.toLowerCase()}`);
  };

  /** What the downloads under way have still to bring. */
  async function outstanding(): Promise<number> {
    const rest = await Promise.all([...coming].map(async ([part, bytes]) => bytes - (await sizeOf(part))));
    return rest.reduce((n, bytes) => n + Math.max(0, bytes), 0);
  }

  /** Removes what has not been used for longest until what comes fits, both on the disk and below the cache's bound. */
  async function makeRoom(): Promise<void> {
    const wanted = await outstanding();
    const names = await readdir(cacheDir);
    const files = await Promise.all(
      names.map(async (n) => {
        const path = join(cacheDir, n);
        const s = await stat(path).catch(() => undefined);
        return { path, bytes: s?.size ?? 0, usedAt: s?.mtimeMs ?? 0 };
      }),
    );
    let kept = files.reduce((n, f) => n + f.bytes, 0);
    const disk = await statfs(cacheDir);
    let free = disk.bavail * disk.bsize;
    for (const f of files.toSorted((a, b) => a.usedAt - b.usedAt)) {
      if (free >= wanted + SPARE_BYTES && kept + wanted <= MAX_CACHE_BYTES) return;
      if (inUse.has(f.path.replace(/\.part$/, ''))) continue;
      await rm(f.path, { force: true });
      kept -= f.bytes;
      free += f.bytes;
    }
    if (free < wanted + SPARE_BYTES)
      throw new GateError({
        fault: 'user',
        message: `${cacheDir} has ${Math.floor(free / GIB)} GiB free, and ${(wanted / GIB).toFixed(1)} GiB have to be downloaded.`,
        next: 'Free some space, set XDG_CACHE_HOME to a larger disk, or ask for fewer months.',
      });
  }

  /** From where the part on disk ends. Gives false when the answer ended too early or was not what S3 keeps. */
  async function download(object: Listed, part: string): Promise<boolean> {
    const { GetObjectCommand } = await import('@aws-sdk/client-s3');
    if ((await sizeOf(part)) >= object.bytes) await rm(part, { force: true });
    const from = await sizeOf(part);
    const answer = await send(
      's3',
      new GetObjectCommand({
        Bucket: bucket,
        Key: key(object),
        IfMatch: object.version,
        ...(from > 0 ? { Range: `bytes=${from}-` } : {}),
      }),
    );
    if (!(answer.Body instanceof Readable)) return false;
    const goesOn = from > 0 && answer.ContentRange?.startsWith(`bytes ${from}-`) === true;
    try {
      await pipeline(answer.Body, createWriteStream(part, { flags: goesOn ? 'a' : 'w' }));
    } catch (error) {
      if (isOfTheDisk(error)) throw notWritten(error);
      // nobody knows which of its bytes are wrong
      if (isWrongBody(error)) await rm(part, { force: true });
      return false;
    }
    return (await sizeOf(part)) === object.bytes;
  }

  async function fetchOnce(object: Listed): Promise<string> {
    const file = cached(object);
    inUse.add(file);
    if ((await sizeOf(file)) === object.bytes && object.bytes > 0) {
      const now = new Date();
      await utimes(file, now, now);
      return file;
    }
    await mkdir(cacheDir, { recursive: true }).catch((error: unknown) => {
      throw notWritten(error);
    });
    const part = `${file}.part`;
    coming.set(part, object.bytes);
    try {
      await makeRoom();
      options.log?.progress(`Downloading ${object.path} (${Math.ceil(object.bytes / 1e6)} MB)`);
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        if (!(await download(object, part))) continue;
        await rename(part, file);
        return file;
      }
    } catch (error) {
      throw explain(error, 's3:GetObject', object);
    } finally {
      coming.delete(part);
    }
    throw cutOff(object);
  }

  return {
    name: options.url,
    async list() {
      const { ListObjectsV2Command } = await import('@aws-sdk/client-s3');
      const found: Listed[] = [];
      let token: string | undefined;
      do {
        const page = await send(
          's3',
          new ListObjectsV2Command({
            Bucket: bucket,
            ...(prefix === '' ? {} : { Prefix: prefix }),
            ...(token === undefined ? {} : { ContinuationToken: token }),
          }),
        ).catch((error: unknown) => {
          throw explain(error, 's3:ListBucket');
        });
        for (const o of page.Contents ?? []) {
          const path = (o.Key ?? '').slice(prefix.length);
          if (path === '' || path.endsWith('/')) continue;
          found.push({
            path,
            bytes: o.Size ?? 0,
            version: o.ETag ?? '',
            modifiedAt: o.LastModified?.toISOString() ?? '',
          });
        }
        if (found.length > MAX_OBJECTS)
          throw new GateError({
            fault: 'user',
            message: `${named()} holds more than ${MAX_OBJECTS} objects.`,
            next: 'Give the prefix of one export.',
          });
        token = page.NextContinuationToken;
      } while (token !== undefined);
      return found.toSorted((a, b) => (a.path < b.path ? -1 : 1));
    },
    async readText(object, maxBytes) {
      if (object.bytes > maxBytes)
        throw new GateError({ fault: 'user', message: `${named(object)} is larger than ${maxBytes} bytes.` });
      const { GetObjectCommand } = await import('@aws-sdk/client-s3');
      let last: unknown;
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
        try {
          const answer = await send(
            's3',
            new GetObjectCommand({ Bucket: bucket, Key: key(object), IfMatch: object.version }),
          );
          return (await answer.Body?.transformToString('utf-8')) ?? '';
        } catch (error) {
          if (error instanceof AwsFailure) throw explain(error, 's3:GetObject', object);
          last = error;
        }
      }
      throw cutOff(object, last);
    },
    fetch: (object) => enter(() => fetchOnce(object)),
    async release(object) {
      inUse.delete(cached(object));
    },
  };
}
