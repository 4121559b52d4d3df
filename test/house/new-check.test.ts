import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
let copy = '';

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'finops-gate-new-check-'));
  for (const path of [
    'contracts',
    'checks',
    'src',
    'test/support',
    'package.json',
    'tsconfig.json',
    'biome.json',
    '.gitignore',
  ])
    cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (program: string, ...args: string[]) => spawnSync(program, args, { cwd: copy, encoding: 'utf8' });
const newCheck = (...args: string[]) => run(process.execPath, join(copy, 'src/dev/new-check.ts'), ...args);
const bin = (name: string): string => join(ROOT, 'node_modules/.bin', name);

test('writes a check and a test that are well formed, typed, and not yet enough', () => {
  const { status, stdout } = newCheck('aws.ec2.ebs.volumes.planted.bad');
  const files = [
    'checks/aws/ebs/volumes-planted-bad.ts',
    'test/checks/aws/ebs/volumes-planted-bad.test.ts',
  ] as const;
  expect(status).toBe(0);
  expect(stdout).toBe(`${files.join('\n')}\nWrite both, then: npm run gen\n`);
  expect(readFileSync(join(copy, files[0]), 'utf8')).toContain("table: 'ec2_volumes'");
  const typed = run(bin('tsc'), '-p', '.');
  expect(typed.stdout.split('\n').filter((line) => line.includes('planted'))).toEqual([]);
  const linted = run(bin('biome'), 'check', '--vcs-enabled=false', ...files);
  expect(linted.status, linted.stderr).toBe(0);
  const tested = run(bin('vitest'), 'run', files[1]);
  expect(tested.stdout + tested.stderr).toContain('no case fails');
  expect(tested.status).toBe(1);
});

test('never writes over a check that is there', () => {
  newCheck('aws.rds.planted.twice.bad');
  const again = newCheck('aws.rds.planted.twice.bad');
  expect(again.status).toBe(2);
  expect(again.stderr).toBe('checks/aws/rds/planted-twice-bad.ts is there already.\n');
});

test.each(['', 'aws.ec2', 'AWS.EC2.Volumes.Bad', 'aws.ec2.../../etc.x', 'gcp.a.b.c'])(
  'refuses the id %j',
  (id) => {
    const { status, stderr } = newCheck(id);
    expect(status).toBe(2);
    expect(stderr).toContain('Name the check by its id');
  },
);
