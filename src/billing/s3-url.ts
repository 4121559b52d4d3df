/** `s3://bucket/prefix` taken apart. */
import { GateError } from '../shared/errors.ts';

/** S3 User Guide, "Bucket naming rules". */
const URL_FORM = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
/** Throws GateError (user). */
export function parseS3Url(url: string): { bucket: string; prefix: string } {
  const [, bucket, prefix = ''] = URL_FORM.exec(url) ?? [];
  if (bucket === undefined)
    throw new GateError({
      fault: 'user',
      message: `billing: ${url} is no bucket.`,
      next: 'Give s3://bucket/prefix, such as s3://billing-exports/cur2.',
    });
  const folder = prefix.replace(/^\/+|\/+$/g, '');
  return { bucket, prefix: folder === '' ? '' : `${folder}/` };
}
