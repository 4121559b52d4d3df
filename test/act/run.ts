/**
 * `npm run act`: one workflow with this action through nektos/act on this machine, against the test servers. Not part of
 * `npm test`: act is built by Go, once: `GOBIN=$PWD/.tools go install github.com/nektos/act@v0.2.89`.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startEmulator } from '../support/aws/emulator.ts';
import { startStsGate } from '../support/aws/sts-gate.ts';
import { pullRequest } from '../support/github/events.ts';
import { runAct } from '../support/github/run-act.ts';
import { startGitHub } from '../support/github/server.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const ACT = join(ROOT, '.tools/act');
if (!existsSync(ACT)) {
  process.stderr.write('act is not here: GOBIN=$PWD/.tools go install github.com/nektos/act@v0.2.89\n');
  process.exit(2);
}

const WORKFLOW = (role: string): string => `on: pull_request
permissions: { id-token: write, contents: read, pull-requests: write, checks: write, actions: read }
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: gate
        uses: ./
        with:
          regions: eu-west-1
          role-to-assume: ${role}
      - run: echo "findings=\${{ steps.gate.outputs.findings }} node=$(node --version)"
`;

const repository = mkdtempSync(join(tmpdir(), 'finops-gate-act-'));
const emu = await startEmulator();
const github = await startGitHub({ private: true });
const account = emu.freshAccount();
const role = `arn:aws:iam::${account.id}:role/finops-gate`;
const gate = await startStsGate({
  upstream: emu.url,
  issuer: github.url,
  trust: { [role]: { aud: 'sts.amazonaws.com', sub: /^repo:octo/ } },
});
try {
  cpSync(join(ROOT, 'action.yml'), join(repository, 'action.yml'));
  cpSync(join(ROOT, 'dist'), join(repository, 'dist'), { recursive: true });
  mkdirSync(join(repository, '.github/workflows'), { recursive: true });
  writeFileSync(join(repository, '.github/workflows/finops.yml'), WORKFLOW(role));
  const git = (...args: string[]): void => {
    execFileSync('git', ['-c', 'user.name=act', '-c', 'user.email=act@example.test', ...args], {
      cwd: repository,
      stdio: 'ignore',
    });
  };
  git('init', '-b', 'main');
  git('remote', 'add', 'origin', 'https://github.com/octo/shop.git');
  git('add', '.');
  git('commit', '-m', 'act');
  const run = await runAct({
    repository,
    act: ACT,
    event: pullRequest(),
    env: {
      ...github.env(1),
      GITHUB_RUN_ID: '1',
      AWS_ENDPOINT_URL: emu.url,
      AWS_ENDPOINT_URL_STS: gate.url,
      RUNNER_TOOL_CACHE: join(repository, 'tools'),
    },
  });
  const wrong = [
    ...(run.code === 0 ? [] : [`act ended with ${run.code}: ${run.stderr.slice(-500)}`]),
    ...(run.steps.some((s) => s.step.includes('./') && s.result === 'success')
      ? []
      : ['the step did not run']),
    ...(run.text.includes('findings=0 node=v24') ? [] : ['the outputs did not reach the next step']),
    ...(github.comments.length === 1 ? [] : [`${github.comments.length} comments`]),
    ...(github.checks.length === 1 ? [] : [`${github.checks.length} check runs`]),
    ...github.violations,
  ];
  for (const step of run.steps) process.stdout.write(`${step.result.padEnd(8)} ${step.stage} ${step.step}\n`);
  for (const line of wrong) process.stderr.write(`${line}\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
} finally {
  await gate.close();
  await github.close();
  await emu.stop();
  rmSync(repository, { recursive: true, force: true });
}
