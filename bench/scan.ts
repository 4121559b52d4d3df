/** A scan of the seeded accounts with 80 ms added to every call: calls by service, none twice, wall beside the longest chain. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AS_OF, REGIONS, seedRegion } from '../test/e2e/seed.ts';
import { startEmulator } from '../test/support/aws/emulator.ts';
import { type ProxiedCall, startFaultProxy } from '../test/support/aws/fault-proxy.ts';
import { runCli } from '../test/support/run-cli.ts';
import type { Measured } from './findings.ts';

const DELAY_MS = 80;

/** How many calls can follow one another in a log: each began after the one before had ended. */
function chain(log: readonly ProxiedCall[]): number {
  let [length, free] = [0, 0];
  for (const call of log.toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))) {
    if (call.startedAt < free) continue;
    length += 1;
    free = call.endedAt ?? Number.POSITIVE_INFINITY;
  }
  return length;
}

export async function benchScan(): Promise<Measured[]> {
  const emu = await startEmulator();
  const proxy = await startFaultProxy(emu.url);
  const work = mkdtempSync(join(tmpdir(), 'finops-gate-bench-'));
  try {
    const accounts = [emu.freshAccount(), emu.freshAccount()];
    for (const a of accounts) for (const region of REGIONS) await seedRegion(emu, a, region);
    const keys = await accounts[0]?.credentials();
    proxy.delayMs = DELAY_MS;
    const started = performance.now();
    const run = await runCli(
      [
        'audit',
        '--regions',
        REGIONS.join(','),
        '--account-roles',
        accounts.map((a) => `arn:aws:iam::${a.id}:role/x`).join(','),
        '--as-of',
        AS_OF,
        '--output',
        join(work, 'out'),
      ],
      {
        cwd: work,
        env: {
          AWS_ENDPOINT_URL: proxy.url,
          AWS_ACCESS_KEY_ID: keys?.accessKeyId ?? '',
          AWS_SECRET_ACCESS_KEY: keys?.secretAccessKey ?? '',
          AWS_SESSION_TOKEN: keys?.sessionToken ?? '',
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
    return [
      {
        name: `scan of 2 accounts × 3 regions, ${DELAY_MS} ms added to each of ${proxy.log.length} calls`,
        value: `${(wall / 1000).toFixed(2)} s`,
      },
      { name: '  … first call to last answer', value: `${((last - first) / 1000).toFixed(2)} s` },
      {
        name: '  … one after the other they would take at least',
        value: `${((proxy.log.length * DELAY_MS) / 1000).toFixed(2)} s`,
      },
      {
        name: `  … longest chain of calls, each after the last: ${chain(proxy.log)}`,
        value: `${((chain(proxy.log) * DELAY_MS) / 1000).toFixed(2)} s`,
      },
      ...[...Map.groupBy(proxy.log, (c) => c.service)].map(([service, calls]) => ({
        name: `  … ${service}: from, to`,
        value: `${((Math.min(...calls.map((c) => c.startedAt)) - first) / 1000).toFixed(2)} s, ${((Math.max(...calls.map((c) => c.endedAt ?? 0)) - first) / 1000).toFixed(2)} s`,
      })),
      { name: '  … calls made twice', value: String([...times.values()].filter((c) => c.length > 1).length) },
      ...[...Map.groupBy(proxy.log, (c) => c.service)]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([service, calls]) => ({ name: `  … calls of ${service}`, value: String(calls.length) })),
    ];
  } finally {
    await proxy.close();
    await emu.stop();
    rmSync(work, { recursive: true, force: true });
  }
}
