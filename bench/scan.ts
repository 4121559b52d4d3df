/**
 * A scan of one account of some 20,000 resources in 17 regions, 80 ms added to every call: calls and time by service, none twice,
 * and the time beside what the rate budgets of src/aws/limits.ts alone would take.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServiceId } from '../contracts/inventory/services.ts';
import { RATES } from '../src/aws/limits.ts';
import { AS_OF, REGIONS, seedRegion } from '../test/e2e/seed.ts';
import { type Account, type Emulator, startEmulator } from '../test/support/aws/emulator.ts';
import { type ProxiedCall, startFaultProxy } from '../test/support/aws/fault-proxy.ts';
import { runCli } from '../test/support/run-cli.ts';
import type { Measured } from './findings.ts';

const DELAY_MS = 80;
/** Those that are enabled in every account. Source: AWS General Reference, "Regions enabled by default". */
const ALL = [
  ...REGIONS,
  ...['ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2'],
  ...[
    'ca-central-1',
    'eu-north-1',
    'eu-west-2',
    'eu-west-3',
    'sa-east-1',
    'us-east-2',
    'us-west-1',
    'us-west-2',
  ],
];
const RESOURCES = 20_000;
/** As the emulator's Python and the rate limits name services. */
const SERVICE: Readonly<Record<string, ServiceId>> = {
  monitoring: 'cloudwatch',
  elasticfilesystem: 'efs',
  es: 'opensearch',
  elasticmapreduce: 'emr',
};

/** Half volumes, half snapshots of one of them, in equal parts over the regions. */
async function seedBulk(emu: Emulator, account: Account): Promise<void> {
  const each = Math.ceil(RESOURCES / ALL.length / 2);
  for (const region of ALL) {
    const [volume = ''] = await account.call({
      service: 'ec2',
      region,
      method: 'create_volume',
      kwargs: { size: 100, zone_name: `${region}a`, volume_type: 'gp3' },
      repeat: each,
      set: { create_time: '2026-03-01T08:00:00Z' },
    });
    await account.call({
      service: 'ec2',
      region,
      method: 'create_snapshot',
      kwargs: { volume_id: volume, description: 'nightly' },
      repeat: each,
      set: { start_time: '2026-03-01T08:00:00Z' },
    });
  }
  for (const region of REGIONS) await seedRegion(emu, account, region);
}

/** Seconds that a service's budget takes for so many calls in its busiest place. */
function byRate(service: string, calls: readonly ProxiedCall[]): number {
  const rate = RATES[(SERVICE[service] ?? service) as ServiceId];
  if (!rate) return 0;
  const places = Map.groupBy(calls, (c) => `${c.account} ${c.region}`);
  return Math.max(
    ...[...places.values()].map((own) =>
      Math.max(
        (own.length - rate.burst) / rate.perSecond,
        Math.ceil(own.length / rate.inFlight) * (DELAY_MS / 1000),
      ),
    ),
  );
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(2)} s`;

export async function benchScan(): Promise<Measured[]> {
  const emu = await startEmulator();
  const proxy = await startFaultProxy(emu.url);
  const work = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const account = emu.freshAccount();
    await seedBulk(emu, account);
    const keys = await account.credentials();
    proxy.delayMs = DELAY_MS;
    const started = performance.now();
    const run = await runCli(
      ['audit', '--regions', ALL.join(','), '--as-of', AS_OF, '--output', join(work, 'out')],
      {
        cwd: work,
        env: {
          AWS_ENDPOINT_URL: proxy.url,
          AWS_ACCESS_KEY_ID: keys.accessKeyId,
          AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
          AWS_SESSION_TOKEN: keys.sessionToken,
          XDG_CACHE_HOME: work,
        },
      },
    );
    const wall = performance.now() - started;
    if (run.code !== 0) throw new Error(run.stderr);
    const log = proxy.log.filter((c) => c.service !== 'sts');
    const times = Map.groupBy(log, (c) => `${c.account} ${c.region} ${c.service} ${c.action} ${c.body}`);
    const first = Math.min(...proxy.log.map((c) => c.startedAt));
    const last = Math.max(...proxy.log.map((c) => c.endedAt ?? 0));
    const byService = [...Map.groupBy(proxy.log, (c) => c.service)].sort(([a], [b]) => (a < b ? -1 : 1));
    const floor = Math.max(...byService.map(([service, calls]) => byRate(service, calls))) * 1000;
    return [
      {
        name: `scan of some ${RESOURCES} resources in ${ALL.length} regions, ${DELAY_MS} ms added to each of ${proxy.log.length} calls`,
        value: seconds(wall),
      },
      { name: '  … first call to last answer', value: seconds(last - first) },
      {
        name: '  … one after the other they would take at least',
        value: seconds(proxy.log.length * DELAY_MS),
      },
      { name: '  … what the slowest budget takes for its calls, with that delay', value: seconds(floor) },
      {
        name: '  … first call to last answer, ratio to that (the emulator computes its answers on the same machine)',
        value: ((last - first) / floor).toFixed(2),
      },
      { name: '  … calls made twice', value: String([...times.values()].filter((c) => c.length > 1).length) },
      ...byService.map(([service, calls]) => ({
        name: `  … ${service}: calls, from, to, by its budget`,
        value: `${calls.length}, ${seconds(Math.min(...calls.map((c) => c.startedAt)) - first)}, ${seconds(Math.max(...calls.map((c) => c.endedAt ?? 0)) - first)}, ${seconds(byRate(service, calls) * 1000)}`,
      })),
    ];
  } finally {
    await proxy.close();
    await emu.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
