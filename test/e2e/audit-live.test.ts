/** The command line against AWS over the wire: what is planted is found, what looks like it is not, what is refused is said. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CoverageRow } from '../../contracts/coverage.ts';
import type { DiffRow } from '../../contracts/diff.ts';
import type { Finding } from '../../contracts/finding.ts';
import type { Account } from '../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../support/aws/fault-proxy.ts';
import { emulator } from '../support/aws/shared-emulator.ts';
import { deliverDataExport } from '../support/billing/deliver.ts';
import { runCli } from '../support/run-cli.ts';
import { AS_OF, type Planted, REGIONS, seedRegion } from './seed.ts';

const work = mkdtempSync(join(tmpdir(), 'audit-live-'));
const planted = new Map<string, Planted>();
let main: Account;
let other: Account;
let proxy: FaultProxy;
let env: Record<string, string>;

const json = <T>(dir: string, file: string): T =>
  JSON.parse(readFileSync(join(dir, 'export', file), 'utf8')) as T;
const open = (dir: string): Finding[] =>
  json<Finding[]>(dir, 'findings.json').filter((f) => f.status === 'fail' && f.lifecycle.status === 'open');
const out = (name: string): string => join(work, name);
const roles = (): string => [main, other].map((a) => `arn:aws:iam::${a.id}:role/finops-gate`).join(',');

async function audit(name: string, args: string[] = [], over: Record<string, string> = {}) {
  const run = await runCli(
    [
      'audit',
      '--regions',
      REGIONS.join(','),
      '--account-roles',
      roles(),
      '--output',
      out(name),
      '--as-of',
      AS_OF,
      ...args,
    ],
    { env: { ...env, ...over }, cwd: work },
  );
  return { ...run, dir: out(name) };
}

beforeAll(async () => {
  const emu = await emulator();
  [main, other] = [emu.freshAccount(), emu.freshAccount()];
  for (const account of [main, other])
    for (const region of REGIONS)
      planted.set(`${account.id}/${region}`, await seedRegion(emu, account, region));
  proxy = await startFaultProxy(emu.url);
  const keys = await main.credentials();
  env = {
    AWS_ENDPOINT_URL: proxy.url,
    AWS_ACCESS_KEY_ID: keys.accessKeyId,
    AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    AWS_SESSION_TOKEN: keys.sessionToken,
    XDG_CACHE_HOME: join(work, 'cache'),
  };
  return () => proxy.close();
}, 180_000);

describe('audit of two accounts in three regions', () => {
  let first: Awaited<ReturnType<typeof audit>>;
  beforeAll(async () => {
    first = await audit('first');
  }, 120_000);

  it('ends clean, says it is a first run and what it asked of AWS', () => {
    expect(first.stderr).not.toContain('error');
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(/[Ff]irst run/);
    expect(first.stdout).toMatch(/\d+ AWS API calls/);
  });

  it('finds what is planted, once each, with its money', () => {
    for (const [place, ids] of planted) {
      const [account, region] = place.split('/');
      const here = open(first.dir).filter((f) => f.scope.account_id === account && f.scope.region === region);
      const money = (check: string, id: string): number | undefined =>
        here.find((f) => f.check_id === check && f.scope.resource_id === id)?.estimated
          .monthly_savings as unknown as number | undefined;
      expect(money('aws.ec2.ebs.unattached.volume', ids.idleVolume)).toBe(11);
      expect(money('aws.ec2.ebs.gp2.to.gp3', ids.idleVolume)).toBe(2.2);
      expect(money('aws.ec2.elastic.ips.idle', ids.address)).toBe(3.65);
      expect(money('aws.ec2.nat.gateways.idle', ids.idleNat)).toBe(35.04);
      expect(money('aws.ec2.instances.underutilized', ids.idleInstance)).toBe(78.11);
      expect(money('aws.ec2.ebs.old.snapshot', ids.oldSnapshot)).toBe(5);
      expect(
        here.filter((f) => f.check_id === 'aws.ec2.instances.stopped.long').map((f) => f.scope.resource_id),
      ).toEqual([ids.stoppedInstance]);
    }
  });

  it('is silent about what only looks like waste', () => {
    for (const [place, ids] of planted) {
      const found = (check: string): string[] =>
        open(first.dir)
          .filter((f) => f.check_id === check && place === `${f.scope.account_id}/${f.scope.region}`)
          .map((f) => f.scope.resource_id);
      expect(found('aws.ec2.ebs.unattached.volume')).toEqual([ids.idleVolume]);
      expect(found('aws.ec2.ebs.old.snapshot')).not.toContain(ids.imageSnapshot);
      expect(found('aws.ec2.nat.gateways.idle')).not.toContain(ids.busyNat);
      expect(found('aws.ec2.instances.underutilized')).toEqual([ids.idleInstance]);
    }
  });

  it('counts no saving twice: the same total everywhere, the sum of the highest claims', () => {
    const items = new Map<string, number>();
    for (const f of open(first.dir))
      for (const c of f.claims)
        items.set(c.item, Math.max(items.get(c.item) ?? 0, Number(c.monthly_savings)));
    const total = Math.round([...items.values()].reduce((a, b) => a + b, 0) * 1e6) / 1e6;
    const summary = json<{ monthly_savings: { total: number; gross: number } }>(first.dir, 'summary.json');
    expect(summary.monthly_savings.total).toBe(total);
    expect(summary.monthly_savings.gross).toBeGreaterThan(total);
    const printed = total.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
    expect(first.stdout).toContain(`$${printed}`);
    expect(readFileSync(join(first.dir, 'report/comment.md'), 'utf8')).toContain(printed);
    expect(readFileSync(join(first.dir, 'report/report.html'), 'utf8')).toContain(`$${printed}`);
  });

  it('correlates what belongs together', () => {
    const correlated = json<Finding[]>(first.dir, 'correlated_findings.json');
    const volumes = correlated.filter((f) => f.check_id === 'aws.ec2.correlation.ebs.unattached.unencrypted');
    expect(volumes.length).toBe(6);
    const known = new Set(open(first.dir).map((f) => f.fingerprint));
    expect(
      correlated.every(
        (f) => f.source_fingerprints.length > 0 && f.source_fingerprints.every((s) => known.has(s)),
      ),
    ).toBe(true);
  });

  it('issues no call twice', () => {
    const seen = new Map<string, number>();
    for (const call of proxy.log) {
      // the run's own credentials and a role of the same account are two identities
      if (call.service === 'sts') continue;
      const key = `${call.account ?? ''} ${call.region} ${call.service} ${call.action} ${String(call.body)}`;
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
    expect([...seen].filter(([, n]) => n > 1).map(([k]) => k)).toEqual([]);
  });

  it('replays to the same bytes, without AWS', async () => {
    const calls = proxy.log.length;
    const replay = await runCli(['audit', '--inventory', first.dir, '--output', out('replay')], {
      cwd: work,
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });
    expect(replay.code).toBe(0);
    expect(proxy.log.length).toBe(calls);
    for (const file of [
      'export/findings.json',
      'export/correlated_findings.json',
      'report/findings.sarif',
      `finops_findings/tenant_id=default/run_date=2026-11-25/part-0.parquet`,
      'inventory/ec2_volumes.parquet',
      'inventory/metrics.parquet',
    ]) {
      expect(readFileSync(join(out('replay'), file)).equals(readFileSync(join(first.dir, file))), file).toBe(
        true,
      );
    }
  });

  it('compares: nothing changed, nothing new', async () => {
    const second = await audit('second', ['--baseline', first.dir]);
    expect(second.code).toBe(0);
    const { rows } = json<{ rows: DiffRow[] }>(second.dir, 'diff.json');
    expect(new Set(rows.map((r) => r.class))).toEqual(new Set(['unchanged']));
  });

  it('leaves the other regions alone when one call is denied, and resolves nothing', async () => {
    proxy.faults.push({
      service: 'ec2',
      action: 'DescribeVolumes',
      region: 'eu-west-1',
      account: other.id,
      kind: 'denied',
    });
    const denied = await audit('denied', ['--baseline', first.dir, '--fail-on', 'coverage<100']);
    proxy.faults.length = 0;
    expect(denied.code).toBe(1);
    const { gaps } = json<{ gaps: CoverageRow[] }>(denied.dir, 'coverage.json');
    expect(gaps.filter((g) => g.table_name === 'ec2_volumes')).toMatchObject([
      { account_id: other.id, region: 'eu-west-1', status: 'denied', iam_action: 'ec2:DescribeVolumes' },
    ]);
    const { rows } = json<{ rows: DiffRow[] }>(denied.dir, 'diff.json');
    expect(rows.filter((r) => r.class === 'resolved')).toEqual([]);
    const unobserved = rows.filter((r) => r.class === 'unobserved');
    expect(unobserved.length).toBeGreaterThan(0);
    expect(
      unobserved.every(
        (r) => r.account_id === other.id && r.region === 'eu-west-1' && r.last_seen_at === AS_OF,
      ),
    ).toBe(true);
    const carried = json<Finding[]>(denied.dir, 'findings.json').filter(
      (f) => f.labels.observation === 'carried_forward',
    );
    expect(carried.length).toBe(unobserved.filter((r) => !r.check_id.includes('.correlation.')).length);
    expect(denied.stdout).toContain('ec2:DescribeVolumes');
    expect(denied.stdout).not.toMatch(/nothing to save found/);

    // still denied a week later: carried again with the first date; then readable: unchanged
    proxy.faults.push({
      service: 'ec2',
      action: 'DescribeVolumes',
      region: 'eu-west-1',
      account: other.id,
      kind: 'denied',
    });
    const again = await runCli(
      [
        'audit',
        '--regions',
        REGIONS.join(','),
        '--account-roles',
        roles(),
        '--output',
        out('again'),
        '--as-of',
        '2026-11-26T06:00:00.000Z',
        '--baseline',
        denied.dir,
      ],
      { env, cwd: work },
    );
    proxy.faults.length = 0;
    expect(again.code).toBe(0);
    const later = json<{ rows: DiffRow[] }>(out('again'), 'diff.json').rows.filter(
      (r) => r.class === 'unobserved',
    );
    expect(later.map((r) => r.fingerprint).sort()).toEqual(unobserved.map((r) => r.fingerprint).sort());
    expect(later.every((r) => r.last_seen_at === AS_OF)).toBe(true);
    const back = await audit('back', ['--baseline', out('again')]);
    const classes = json<{ rows: DiffRow[] }>(back.dir, 'diff.json').rows;
    for (const r of unobserved)
      expect(classes.find((c) => c.fingerprint === r.fingerprint)?.class).toBe('unchanged');
  });

  it('says why something was resolved: gone, fixed, exempted, check disabled', async () => {
    const { writeFileSync } = await import('node:fs');
    const ids = planted.get(`${main.id}/us-east-1`);
    const region = 'us-east-1';
    const emu = await emulator();
    const { EC2Client, DeleteVolumeCommand, ReleaseAddressCommand } = await import('@aws-sdk/client-ec2');
    const ec2 = new EC2Client({ region, endpoint: emu.url, credentials: await main.credentials() });
    await ec2.send(new DeleteVolumeCommand({ VolumeId: ids?.idleVolume }));
    await ec2.send(new ReleaseAddressCommand({ AllocationId: ids?.address }));
    const config = join(work, 'gate.yml');
    writeFileSync(
      config,
      `checks:\n  disable: [aws.ec2.ebs.snapshot.unencrypted]\nexemptions:\n  - resource: ${ids?.idleNat}\n    owner: net\n    reason: standby\n    expires: '2027-01-01'\n`,
    );
    const run = await audit('resolved', ['--baseline', first.dir, '--config', config]);
    expect(run.code).toBe(0);
    const { rows } = json<{ rows: DiffRow[] }>(run.dir, 'diff.json');
    const reason = (check: string, id: string | undefined): string | undefined =>
      rows.find((r) => r.check_id === check && r.resource_id === id)?.reason;
    expect(reason('aws.ec2.ebs.unattached.volume', ids?.idleVolume)).toBe('gone');
    expect(reason('aws.ec2.elastic.ips.idle', ids?.address)).toBe('gone');
    expect(reason('aws.ec2.nat.gateways.idle', ids?.idleNat)).toBe('exempted');
    expect(reason('aws.ec2.ebs.snapshot.unencrypted', ids?.oldSnapshot)).toBe('check_disabled');
    const summary = json<{ monthly_savings: { resolved: number; dismissed: number } }>(
      run.dir,
      'summary.json',
    );
    // 11.00 of the volume (its gp2 claim is the same item) and 3.65 of the address; the exempted gateway is no achievement
    expect(summary.monthly_savings.resolved).toBe(14.65);
    expect(summary.monthly_savings.dismissed).toBe(35.04);
  });
});

describe('with a bill in a bucket of the account', () => {
  const region = 'eu-west-1';
  const bucket = (): string => `billing-${main.id}`;
  const ids = (account: Account): Planted => planted.get(`${account.id}/${region}`) as Planted;

  beforeAll(async () => {
    const emu = await emulator();
    const { CreateBucketCommand, PutObjectCommand, S3Client } = await import('@aws-sdk/client-s3');
    const s3 = new S3Client({
      region: 'us-east-1',
      endpoint: emu.url,
      forcePathStyle: true,
      credentials: await main.credentials(),
    });
    await s3.send(new CreateBucketCommand({ Bucket: bucket() }));
    const usage = [main, other].flatMap((account) => {
      const line = (usageType: string, resource: string, list: string) => ({
        account: account.id,
        service: 'AmazonEC2',
        usageType,
        resource,
        from: '2026-09-01',
        days: 85,
        list,
      });
      return [
        line('EUW1-EBS:VolumeUsage.gp2', ids(account).idleVolume, '0.35'),
        line(
          'EUW1-NatGateway-Hours',
          `arn:aws:ec2:${region}:${account.id}:natgateway/${ids(account).idleNat}`,
          '1.152',
        ),
        {
          ...line('EUW1-BoxUsage:m5.xlarge', ids(account).idleInstance, '5.136'),
          paid: 'savingsPlan' as const,
          effective: '3.2',
        },
      ];
    });
    const bill = { payer: main.id, usage };
    for (const period of ['2026-09', '2026-10', '2026-11'])
      await deliverDataExport(out('bucket'), { bill, period });
    const files = readdirSync(out('bucket'), { recursive: true, encoding: 'utf8' });
    for (const f of files.filter((name) => /\.(parquet|json)$/.test(name)))
      await s3.send(
        new PutObjectCommand({ Bucket: bucket(), Key: f, Body: readFileSync(join(out('bucket'), f)) }),
      );
    s3.destroy();
  }, 60_000);

  it('findings of every account have the cost that the bill says', async () => {
    const run = await audit('billed', ['--billing', `s3://${bucket()}`]);
    expect(run.stderr).not.toMatch(/billing data could not be used/);
    expect(run.code).toBe(0);
    for (const account of [main, other]) {
      const found = (check: string, id: string) =>
        open(run.dir).find(
          (f) => f.check_id === check && f.scope.account_id === account.id && f.scope.resource_id === id,
        );
      expect(found('aws.ec2.ebs.unattached.volume', ids(account).idleVolume)).toMatchObject({
        estimated: { monthly_savings: 11, effective_monthly_savings: 10.5 },
        actual: { cost_7d: 2.45, cost_30d: 10.5, cost_mtd: 8.4, cost_prev_month: 10.85 },
      });
      expect(found('aws.ec2.nat.gateways.idle', ids(account).idleNat)).toMatchObject({
        estimated: { effective_monthly_savings: 34.56 },
        actual: { cost_30d: 34.56, attribution: { method: 'exact_resource_id' } },
      });
      // 78.11 at list price, of which a Savings Plan leaves 3.2 of 5.136
      expect(found('aws.ec2.instances.underutilized', ids(account).idleInstance)).toMatchObject({
        estimated: { monthly_savings: 78.11, effective_monthly_savings: 48.666667 },
        actual: { cost_30d: 96 },
      });
    }
  }, 120_000);

  it('a bucket that may not be listed costs the costs, not the run', async () => {
    proxy.faults.push({ kind: 'denied', service: 's3' });
    try {
      const run = await audit('no-bill', ['--billing', `s3://${bucket()}`]);
      expect(run.code).toBe(0);
      expect(run.stderr).toMatch(
        /The billing data could not be used: s3:\/\/billing-\d+\/ may not be read: s3:ListBucket is refused\./,
      );
      expect(open(run.dir).length).toBeGreaterThan(20);
      expect(open(run.dir).every((f) => f.actual.cost_30d === null)).toBe(true);
    } finally {
      proxy.faults.length = 0;
    }
  }, 120_000);
});

describe('the exit code says whose fault it is', () => {
  it.each([
    ['a mistyped region', ['audit', '--regions', 'eu-wst-1'], 2, 'did you mean "eu-west-1"'],
    ['no region', ['audit'], 2, 'No region is given'],
    ['an unknown flag', ['audit', '--region', 'x'], 2, '--regions'],
    [
      'an output that is no folder',
      ['audit', '--regions', 'eu-west-1', '--output', '/dev/null/x'],
      2,
      'cannot be written',
    ],
    ['no inventory', ['audit', '--inventory', '/nowhere'], 2, 'no inventory that can be replayed'],
  ])('%s', async (_, args, code, text) => {
    const run = await runCli(args, { cwd: work });
    expect([run.code, run.stderr]).toEqual([code, expect.stringContaining(text)]);
  });

  it('AWS that cannot be reached is AWS’s', async () => {
    const run = await runCli(['audit', '--regions', 'eu-west-1'], {
      cwd: work,
      env: { ...env, AWS_ENDPOINT_URL: 'http://127.0.0.1:9' },
    });
    expect(run.code).toBe(3);
  });
});
