/** The built Action alone in a folder, as a runner runs it: events, state from run to run, and a GitHub that refuses. */
import { cpSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CreateVolumeCommand, DeleteVolumeCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Account, bornAt, type Emulator } from '../support/aws/emulator.ts';
import { emulator } from '../support/aws/shared-emulator.ts';
import { type StsGate, startStsGate } from '../support/aws/sts-gate.ts';
import {
  type Event,
  mergeGroup,
  pullRequest,
  push,
  schedule,
  workflowDispatch,
} from '../support/github/events.ts';
import { type ActionRun, runAction } from '../support/github/run-action.ts';
import { type GitHub, startGitHub } from '../support/github/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'action-'));
const toolCache = mkdtempSync(join(tmpdir(), 'tool-cache-'));
const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
const region = 'eu-west-1';
let emu: Emulator;
let account: Account;
let gate: StsGate;
let github: GitHub;
let role: string;
let volume: string;
let nextRun = 100;
let granted: GitHub['permissions'];

const ec2 = async (): Promise<EC2Client> =>
  new EC2Client({ region, endpoint: emu.url, credentials: await account.credentials() });
const unattached = async (size: number): Promise<string> =>
  (
    await bornAt(await ec2(), '2026-06-01T00:00:00Z').send(
      new CreateVolumeCommand({
        AvailabilityZone: `${region}a`,
        Size: size,
        VolumeType: 'gp3',
        Encrypted: true,
      }),
    )
  ).VolumeId ?? '';

async function step(
  event: Event,
  of: { inputs?: Record<string, string>; env?: Record<string, string> } = {},
): Promise<ActionRun> {
  const run = nextRun++;
  return runAction({
    folder,
    event,
    workspace,
    toolCache,
    inputs: { regions: region, 'role-to-assume': role, 'fail-on': 'new-severity>=medium', ...of.inputs },
    env: {
      ...github.env(run),
      GITHUB_RUN_ID: String(run),
      AWS_ENDPOINT_URL: emu.url,
      AWS_ENDPOINT_URL_STS: gate.url,
      ...of.env,
    },
    timeoutMs: 90_000,
  });
}

beforeAll(async () => {
  const root = resolve(import.meta.dirname, '../..');
  cpSync(join(root, 'action.yml'), join(folder, 'action.yml'));
  cpSync(join(root, 'dist'), join(folder, 'dist'), { recursive: true });
  emu = await emulator();
  account = emu.freshAccount();
  role = `arn:aws:iam::${account.id}:role/finops-gate`;
  github = await startGitHub({ private: true });
  gate = await startStsGate({
    upstream: emu.url,
    issuer: github.url,
    trust: { [role]: { aud: 'sts.amazonaws.com', sub: /^repo:octo/ } },
  });
  volume = await unattached(100);
}, 180_000);
afterAll(async () => {
  await gate.close();
  await github.close();
});

describe('the built Action', () => {
  let first: ActionRun;

  it('schedule: signs in through OIDC, scans, says it is a first run, keeps the state', async () => {
    first = await step(schedule());
    expect([first.code, first.stderr]).toEqual([0, '']);
    expect(first.outputs).toMatchObject({
      gate: 'pass',
      baseline: 'first_run',
      findings: '2',
      new: '0',
      'savings-total': '8.800000',
    });
    expect(first.summary).toContain('irst run');
    expect(first.summary).toContain(volume);
    expect(github.artifacts.map((a) => a.name)).toEqual(['finops-gate-state']);
    expect(JSON.parse(first.outputs['slack-payload'] ?? '')).toHaveProperty('blocks');
  }, 120_000);

  it('prints no secret', () => {
    const { stdout, stderr } = first;
    const masked = first.commands
      .filter((c) => c.name === 'add-mask')
      .map((c) => c.message)
      // the artifact client masks the signature of its upload address and logs it; it is no credential of AWS
      .filter((secret) => secret.length >= 16);
    expect(masked.length).toBeGreaterThan(2);
    const said = (stdout + stderr)
      .split('\n')
      .filter((l) => !l.startsWith('::add-mask::'))
      .join('\n');
    for (const secret of masked) expect(said).not.toContain(secret);
  });

  it('push: compares with the artifact of the first run', async () => {
    const second = await step(push());
    expect(second.code).toBe(0);
    expect(second.outputs).toMatchObject({ baseline: 'compared', new: '0', unchanged: '2', resolved: '0' });
  }, 120_000);

  it('pull_request: holds the change, comments once, and leaves the baseline alone', async () => {
    const fresh = await unattached(200);
    const held = await step(pullRequest());
    expect(held.code).toBe(1);
    expect(held.outputs).toMatchObject({ gate: 'fail', new: '1', 'savings-new': '17.600000' });
    expect(github.comments.length).toBe(1);
    const body = github.comments[0]?.body ?? '';
    expect(body).toContain(fresh);
    expect(body.startsWith('<!-- finops-gate:default -->')).toBe(true);
    const check = github.checks.at(-1);
    expect(check).toMatchObject({ conclusion: 'failure', headSha: 'b'.repeat(40) });
    expect(github.artifacts.map((a) => a.name).filter((n) => n === 'finops-gate-state').length).toBe(2);

    await step(pullRequest());
    expect(github.comments.map((c) => c.edits)).toEqual([0]);

    await (await ec2()).send(new DeleteVolumeCommand({ VolumeId: fresh }));
    const mended = await step(pullRequest());
    expect(mended.code).toBe(0);
    expect(github.comments.length).toBe(1);
    expect(github.comments[0]?.body).not.toContain(fresh);
  }, 180_000);

  it('pull_request from a fork: no credentials, no rights, no failure: judges the recorded inventory', async () => {
    granted = { ...github.permissions };
    github.readOnly();
    const run = await step(pullRequest({ fork: true }), {
      env: { ACTIONS_ID_TOKEN_REQUEST_URL: '', ACTIONS_ID_TOKEN_REQUEST_TOKEN: '' },
    });
    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ baseline: 'compared', 'api-calls': '0', findings: '2' });
    expect(run.summary).toContain('recorded');
    expect(run.summary).toContain('comment was not published');
  }, 120_000);

  it('workflow_dispatch and merge_group', async () => {
    github.permissions = { ...granted };
    const dispatched = await step(workflowDispatch());
    expect(dispatched.code).toBe(0);
    const queued = await step(mergeGroup());
    expect(queued.code).toBe(0);
    expect(queued.outputs.baseline).toBe('compared');
  }, 180_000);

  it('says only what GitHub describes', () => {
    expect(github.violations).toEqual([]);
  });

  it('a GitHub that takes no report never fails the run', async () => {
    github.fail({ path: /^\/(repos|twirp)/, status: 503 });
    const run = await step(pullRequest());
    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ baseline: 'unusable', findings: '2' });
    expect(run.summary).toContain('was not published');
  }, 300_000);
});

describe('what a user gets wrong', () => {
  it('names the key, the value and the fix, before any AWS call', async () => {
    writeFileSync(join(workspace, 'bad.yml'), 'regionz: all\n');
    const run = await step(schedule(), { inputs: { config: 'bad.yml' } });
    expect(run.code).toBe(2);
    expect(run.stdout).toContain('did you mean "regions"');
  }, 60_000);

  it('a role that does not trust this repository: claims and the policy that would, never the token', async () => {
    const stranger = `arn:aws:iam::${account.id}:role/other`;
    const run = await step(schedule(), { inputs: { 'role-to-assume': stranger } });
    expect(run.code).toBe(2);
    expect(run.stdout).toContain('repo:octo');
    expect(run.stdout).toContain('sts:AssumeRoleWithWebIdentity');
    expect(
      run.stdout
        .split('\n')
        .filter((l) => !l.startsWith('::add-mask::'))
        .join('\n'),
    ).not.toMatch(/eyJ[\w-]{20,}\.[\w-]{20,}/);
  }, 60_000);
});
