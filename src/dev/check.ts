/**
 * Every gate of the house: `npm run check`, or `npm run check -- types fences` for some of them. A gate that fails
 * prints what it said and how to mend it; the others run all the same.
 */
import { spawnSync } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { styleText } from 'node:util';
import { type Gate, gates } from './gates.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PATH = `${join(ROOT, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`;

function holds(gate: Gate): boolean {
  const started = Date.now();
  const [program, ...args] = gate.command;
  const ended = spawnSync(program === 'node' ? process.execPath : program, args, {
    cwd: ROOT,
    env: { ...process.env, PATH },
    encoding: 'utf8',
    shell: process.platform === 'win32' && program !== 'node',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = `${((Date.now() - started) / 1000).toFixed(1)} s`;
  if (ended.status === 0) {
    process.stdout.write(`${styleText('green', 'ok')}    ${gate.name.padEnd(20)} ${seconds}\n`);
    return true;
  }
  process.stdout.write(
    `${ended.stdout ?? ''}${ended.stderr ?? ''}${ended.error?.message ?? ''}\n` +
      `${styleText('red', 'FAIL')}  ${gate.name.padEnd(20)} ${seconds}   keeps: ${gate.keeps}\n` +
      `      mend it: ${gate.fix}\n`,
  );
  return false;
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !gates.some((g) => g.name === name));
if (unknown.length > 0) {
  process.stderr.write(`No gate is named ${unknown.join(', ')}: ${gates.map((g) => g.name).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const failed = gates
    .filter((g) => asked.length === 0 || asked.includes(g.name))
    .filter((g) => !holds(g))
    .map((g) => g.name);
  if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(', ')}.\n`);
  process.exitCode = failed.length > 0 ? 1 : 0;
}
