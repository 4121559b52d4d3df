import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unzip } from '../../../src/shared/unzip.ts';
import { type ZipEntry, zip } from './zip-maker.ts';

function unpack(archive: Buffer | readonly ZipEntry[], limits = { bytes: 1000, entries: 5 }) {
  const work = mkdtempSync(join(tmpdir(), 'unzip-'));
  const file = join(work, 'a.zip');
  writeFileSync(file, Buffer.isBuffer(archive) ? archive : zip(archive));
  return { work, dir: join(work, 'out'), done: unzip(file, join(work, 'out'), limits) };
}

test('files and folders', async () => {
  const { dir, done } = unpack([
    { name: 'run_manifest.json', data: '{}' },
    { name: 'inventory/', data: '' },
    { name: 'inventory/tenant_id=a/x.parquet', data: 'PAR1' },
  ]);
  await done;
  expect(readFileSync(join(dir, 'run_manifest.json'), 'utf8')).toBe('{}');
  expect(readFileSync(join(dir, 'inventory/tenant_id=a/x.parquet'), 'utf8')).toBe('PAR1');
});

test.each(['../evil', 'a/../../evil', '/evil', '..\\evil', 'C:/evil'])('a path outside: %s', async (name) => {
  const { work, done } = unpack([{ name, data: 'x' }]);
  await expect(done).rejects.toThrow();
  expect(readdirSync(work).sort()).toEqual(['a.zip', 'out']);
});

test('the same path twice', async () => {
  const twice = [
    { name: 'a', data: '1' },
    { name: 'a', data: '2' },
  ];
  await expect(unpack(twice).done).rejects.toThrow(/EEXIST/);
});

test('more entries, or more bytes, than allowed', async () => {
  const six = Array.from({ length: 6 }, (_, i) => ({ name: `f${i}`, data: 'x' }));
  await expect(unpack(six).done).rejects.toThrow('holds 6 entries, more than 5');
  const big = [
    { name: 'a', data: 'x'.repeat(600) },
    { name: 'b', data: 'x'.repeat(600) },
  ];
  await expect(unpack(big).done).rejects.toThrow('holds more than 1000 bytes');
});

test('an archive that is cut, or claims sizes that are not true', async () => {
  const good = zip([{ name: 'a', data: 'hello' }]);
  await expect(unpack(good.subarray(0, 20)).done).rejects.toThrow();
  await expect(unpack([{ name: 'a', data: 'hello', claims: 900 }]).done).rejects.toThrow();
});
