/** Exports in a bucket: delivered again, half delivered, refused, and cut off on the way. Against moto, through a proxy. */
import { mkdirSync, readdirSync, readFileSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type SignedIn, signIn } from '../../../src/aws/sign-in.ts';
import { normalize } from '../../../src/billing/normalize.ts';
import { openS3Source } from '../../../src/billing/s3-source.ts';
import { parseS3Url } from '../../../src/billing/s3-url.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { account as bill } from '../../support/billing/account.ts';
import { type Bill, monthTotal } from '../../support/billing/bill.ts';
import { deliverDataExport, deliverLegacy } from '../../support/billing/deliver.ts';
import { ask, remove, tempDir } from '../../support/billing/facts.ts';
import { runCli } from '../../support/run-cli.ts';
import { asUser } from '../aws/sign-in.ts';

let proxy: FaultProxy;
let account: Account;
let signedIn: SignedIn;
let client: S3Client;
let bucket: string;
let local: string;
let cacheDir: string;
let output: string;

beforeAll(async () => {
  const moto = await emulator();
  proxy = await startFaultProxy(moto.url);
  account = moto.freshAccount();
  await asUser(proxy.url, account);
  signedIn = await signIn({ config: {}, mask: () => undefined, env: process.env }, 'eu-west-1');
  client = new S3Client({
    region: 'eu-west-1',
    endpoint: moto.url,
    forcePathStyle: true,
    credentials: await account.credentials(),
  });
});
afterAll(async () => {
  signedIn?.close();
  client?.destroy();
  vi.unstubAllEnvs();
  await proxy?.close();
});
let n = 0;
beforeEach(async () => {
  bucket = `billing-${account.id}-${n++}`;
  [local, cacheDir, output] = [tempDir(), tempDir(), tempDir()];
  await client.send(
    new CreateBucketCommand({
      Bucket: bucket,
      CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' },
    }),
  );
  proxy.log.length = 0;
  proxy.faults.length = 0;
});
afterEach(() => {
  for (const dir of [local, cacheDir, output]) remove(dir);
});

const put = async (key: string, body: Uint8Array | string): Promise<void> => {
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));
};
/** Copies the local tree into the bucket, the manifests last. */
async function sync(): Promise<void> {
  const files = readdirSync(local, { recursive: true, encoding: 'utf8' }).filter((f) =>
    statSync(join(local, f)).isFile(),
  );
  for (const f of files.toSorted((a, b) => Number(/Manifest/.test(a)) - Number(/Manifest/.test(b))))
    await put(f, readFileSync(join(local, f)));
}
const open = (prefix = '') =>
  openS3Source({ url: `s3://${bucket}/${prefix}`, send: signedIn.base.send, cacheDir });
const read = () =>
  normalize({
    source: open(),
    output,
    tenant: 'default',
    costModel: 'net_amortized',
    memoryLimit: '1GB',
    threads: 1,
    log: { progress: () => undefined, warn: () => undefined },
  });
const gets = (key: RegExp) =>
  proxy.log.filter((c) => c.service === 's3' && c.action.startsWith('GET ') && key.test(c.action));
const total = async (): Promise<unknown> =>
  (await ask(output, 'select sum(net_amortized_cost)::decimal(18,6)::varchar as t from cur_facts'))[0]?.t;
const october = (count: number): Bill => ({ ...bill(), usage: bill().usage.slice(0, count) });

test('an address is a bucket with an optional prefix', () => {
  expect(parseS3Url('s3://billing-exports')).toEqual({ bucket: 'billing-exports', prefix: '' });
  expect(parseS3Url('s3://billing-exports/a/b/')).toEqual({ bucket: 'billing-exports', prefix: 'a/b/' });
  for (const bad of ['s3://', 's3://UPPER/x', 's3:bucket', 'https://x'])
    expect(() => parseS3Url(bad)).toThrow(`billing: ${bad} is no bucket.`);
});

test('lists page by page what lies below the prefix, and no folder marks', async () => {
  await put('exports/', Buffer.alloc(0));
  await put('other/x.csv', 'x');
  await Promise.all(
    Array.from({ length: 1100 }, (_, i) => put(`exports/${String(i).padStart(4, '0')}.csv`, 'x')),
  );
  const listed = await open('exports').list();
  expect(listed).toHaveLength(1100);
  expect(listed[0]).toMatchObject({ path: '0000.csv', bytes: 1 });
  expect(gets(/list-type=2/)).toHaveLength(2);
});

test('a month is read through its manifest, and a delivery that replaces it replaces it whole', async () => {
  deliverLegacy(local, { bill: october(3), period: '2026-10', assembly: 'aaaa' });
  await sync();
  await read();
  expect(await total()).toBe(monthTotal(october(3), '2026-10'));
  deliverLegacy(local, { bill: october(9), period: '2026-10', assembly: 'bbbb' });
  await sync();
  await read();
  expect(await total()).toBe(monthTotal(october(9), '2026-10'));
  // overwritten under the same names
  deliverLegacy(local, { bill: october(1), period: '2026-10', assembly: 'bbbb' });
  await sync();
  await read();
  expect(await total()).toBe(monthTotal(october(1), '2026-10'));
  expect(gets(/report-1\.csv\.gz/)).toHaveLength(3);
});

test('what was read is not downloaded again, nor what lies in the cache', async () => {
  await deliverDataExport(local, { bill: bill(), period: '2026-10' });
  await sync();
  await read();
  await read();
  expect(gets(/parquet/)).toHaveLength(1);
  // another run on the same machine, with nothing but the cache
  remove(output);
  output = tempDir();
  await read();
  expect(gets(/parquet/)).toHaveLength(1);
  expect(await total()).toBe(monthTotal(bill(), '2026-10'));
});

test('a month that is half delivered is not taken', async () => {
  deliverLegacy(local, { bill: bill(), period: '2026-10', assembly: 'aaaa' });
  deliverLegacy(local, { bill: bill(), period: '2026-11', assembly: 'bbbb' });
  remove(join(local, 'cur/report/20261101-20261201/bbbb/report-1.csv.gz'));
  await sync();
  const { quality, periods } = await read();
  expect(periods.map((p) => p.billing_period)).toEqual(['2026-10']);
  expect(quality.left_out).toEqual([
    {
      name: 'cur/report/20261101-20261201/report-Manifest.json',
      period: '2026-11',
      reason: 'its manifest names 1 file(s), and 1 of them are not there: the delivery is not complete',
    },
  ]);
});

test('an object that is refused costs its month, and the sentence names the action', async () => {
  deliverLegacy(local, { bill: bill(), period: '2026-10', assembly: 'aaaa' });
  deliverLegacy(local, { bill: bill(), period: '2026-11', assembly: 'bbbb' });
  await sync();
  proxy.faults.push({ kind: 'denied', service: 's3', action: /bbbb\/report-1\.csv\.gz/ });
  const { quality, periods } = await read();
  expect(periods.map((p) => p.billing_period)).toEqual(['2026-10']);
  expect(quality.left_out).toMatchObject([
    {
      period: '2026-11',
      reason: `s3://${bucket}/cur/report/20261101-20261201/bbbb/report-1.csv.gz may not be read: s3:GetObject is refused.`,
    },
  ]);
});

test('a manifest that is refused costs its month alone', async () => {
  await deliverDataExport(local, { bill: bill(), period: '2026-10' });
  await deliverDataExport(local, { bill: bill(), period: '2026-11' });
  await sync();
  proxy.faults.push({ kind: 'denied', service: 's3', action: /2026-11\/cur2-Manifest\.json/ });
  const { quality, periods } = await read();
  expect(periods.map((p) => p.billing_period)).toEqual(['2026-10']);
  expect(quality.left_out[0]?.reason).toMatch(
    /cur2-Manifest\.json may not be read: s3:GetObject is refused\.$/,
  );
});

test('a download that is cut off goes on where it stopped', async () => {
  await put('big.csv', 'x'.repeat(3_000_000));
  proxy.faults.push({ kind: 'cut', service: 's3', action: /big\.csv/, nth: [1, 2] });
  const source = open();
  const [object] = await source.list();
  const file = await source.fetch(object as NonNullable<typeof object>);
  expect(readFileSync(file, 'utf8')).toBe('x'.repeat(3_000_000));
  expect(gets(/big\.csv/).map((c) => c.status)).toEqual([200, 206, 206]);
});

test('another run goes on with the part that an earlier one left', async () => {
  const body = Array.from({ length: 300_000 }, (_, i) => String(i % 10)).join('');
  await put('big.csv', body);
  const source = open();
  const [object] = await source.list();
  const file = await source.fetch(object as NonNullable<typeof object>);
  writeFileSync(`${file}.part`, body.slice(0, 100_000));
  remove(file);
  const again = open();
  expect(readFileSync(await again.fetch(object as NonNullable<typeof object>), 'utf8')).toBe(body);
  expect(gets(/big\.csv/).map((c) => c.status)).toEqual([200, 206]);
});

test('a download that is always cut off says so', async () => {
  await put('big.csv', 'x'.repeat(300_000));
  proxy.faults.push({ kind: 'reset', service: 's3', action: /big\.csv/ });
  const source = open();
  const [object] = await source.list();
  await expect(source.fetch(object as NonNullable<typeof object>)).rejects.toMatchObject({ fault: 'aws' });
});

describe('a body with a wrong byte is not taken, and nothing of it is gone on with', () => {
  const body = Array.from({ length: 300_000 }, (_, i) => String(i % 10)).join('');
  const fetched = async () => {
    await put('big.csv', body);
    const source = open();
    const [object] = await source.list();
    return source.fetch(object as NonNullable<typeof object>);
  };

  test('once: it is downloaded anew', async () => {
    proxy.faults.push({ kind: 'garble', service: 's3', action: /big\.csv/, nth: [1] });
    expect(readFileSync(await fetched(), 'utf8') === body).toBe(true);
    expect(gets(/big\.csv/).map((c) => c.status)).toEqual([200, 200]);
  });

  test('always: it says so, and leaves nothing', async () => {
    proxy.faults.push({ kind: 'garble', service: 's3', action: /big\.csv/ });
    await expect(fetched()).rejects.toMatchObject({ fault: 'aws' });
    expect(gets(/big\.csv/)).toHaveLength(5);
    expect(readdirSync(cacheDir)).toEqual([]);
  });
});

test('a manifest that is cut off is read again, and refused when it always is', async () => {
  await put('Manifest.json', '{"files": []}');
  const source = open();
  const [object] = await source.list();
  const text = () => source.readText(object as NonNullable<typeof object>, 1000);
  proxy.faults.push({ kind: 'cut', service: 's3', action: /Manifest\.json/, nth: [1, 2] });
  expect(await text()).toBe('{"files": []}');
  proxy.faults.splice(0, 1, { kind: 'cut', service: 's3', action: /Manifest\.json/ });
  await expect(text()).rejects.toMatchObject({ name: 'GateError', fault: 'aws' });
});

describe('what the disk cannot take', () => {
  test('a part that cannot be written is not AWS’s fault', async () => {
    await put('big.csv', 'x'.repeat(100_000));
    const source = open();
    const [object] = await source.list();
    const file = await source.fetch(object as NonNullable<typeof object>);
    remove(file);
    mkdirSync(`${file}.part`);
    proxy.log.length = 0;
    await expect(source.fetch(object as NonNullable<typeof object>)).rejects.toMatchObject({
      fault: 'user',
      message: expect.stringContaining(`${cacheDir} cannot be written`),
    });
    expect(gets(/big\.csv/)).toHaveLength(1);
  });

  test('two downloads that fit one at a time, and not together', async () => {
    const disk = statfsSync(cacheDir);
    const bytes = Math.floor(disk.bavail * disk.bsize * 0.6);
    const of = (path: string) => ({ path, bytes, version: '"none"', modifiedAt: '' });
    const source = open();
    const ended = await Promise.allSettled(['a', 'b'].map((path) => source.fetch(of(path))));
    expect(ended).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({
        fault: 'user',
        message: expect.stringMatching(/GiB have to be downloaded/),
      }),
    });
  });
});

test('an archived object is not taken for one that a policy refuses', async () => {
  await put('a.csv', 'x');
  const source = open();
  const [object] = await source.list();
  proxy.faults.push({ kind: 'denied', service: 's3', action: /a\.csv/, code: 'InvalidObjectState' });
  await expect(source.fetch(object as NonNullable<typeof object>)).rejects.toMatchObject({
    fault: 'user',
    message: `s3://${bucket}/a.csv is archived and cannot be read.`,
  });
});

test('an object that changes between its listing and its reading is not taken for the other', async () => {
  await put('a.csv', 'before');
  const source = open();
  const [object] = await source.list();
  await put('a.csv', 'after!');
  await expect(source.fetch(object as NonNullable<typeof object>)).rejects.toMatchObject({
    fault: 'aws',
    message: `s3://${bucket}/a.csv changed while it was read: a new delivery is under way.`,
  });
});

describe('what may not be listed, or is not there', () => {
  test('a refused listing names the action and the bucket', async () => {
    proxy.faults.push({ kind: 'denied', service: 's3', action: /list-type=2/ });
    await expect(open('x').list()).rejects.toMatchObject({
      fault: 'user',
      message: `s3://${bucket}/x/ may not be read: s3:ListBucket is refused.`,
      next: expect.stringContaining(`arn:aws:s3:::${bucket}`),
    });
  });

  test('a bucket that does not exist', async () => {
    const source = openS3Source({ url: 's3://no-such-bucket-at-all', send: signedIn.base.send, cacheDir });
    await expect(source.list()).rejects.toMatchObject({
      fault: 'user',
      message: 'There is no bucket no-such-bucket-at-all.',
    });
  });
});

test('the command reads a bucket with the credentials of the environment', async () => {
  await deliverDataExport(local, { bill: bill(), period: '2026-10' });
  await sync();
  const { accessKeyId, secretAccessKey, sessionToken } = await account.credentials();
  const env = {
    AWS_ENDPOINT_URL: proxy.url,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_REGION: 'eu-west-1',
    XDG_CACHE_HOME: cacheDir,
  };
  const run = await runCli(['billing', 'normalize', '--from', `s3://${bucket}`, '--output', output], { env });
  expect(run.stderr).not.toMatch(/error/);
  expect(run.code).toBe(0);
  expect(await total()).toBe(monthTotal(bill(), '2026-10'));
  const none = await runCli(['billing', 'normalize', '--from', `s3://${bucket}`, '--output', output], {
    env: { AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL: proxy.url, HOME: '/nonexistent' },
  });
  expect(none.code).toBe(2);
  expect(none.stderr).toMatch(/No AWS credentials were found/);
});
