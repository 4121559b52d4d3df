import { createServer, type IncomingMessage } from 'node:http';
import { connect as connectSocket } from 'node:net';
import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { GetProductsCommand } from '@aws-sdk/client-pricing';
import { DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AwsFailure } from '../../../contracts/discover.ts';
import type { Aws } from '../../../src/aws/connect.ts';
import { adaptiveRetry } from '../../../src/aws/retry.ts';
import type { Account, Emulator } from '../../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../../support/aws/fault-proxy.ts';
import { product } from '../../support/aws/product.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { bodyOf, listen } from '../../support/loopback.ts';
import { asUser, SHORT, type SignIn, signIn } from './sign-in.ts';

let aws: Emulator;
let account: Account;
let proxy: FaultProxy;
let connected: Aws | undefined;

beforeEach(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  proxy = await startFaultProxy(aws.url);
  await asUser(proxy.url, account);
});
afterEach(async () => {
  connected?.close();
  connected = undefined;
  vi.unstubAllEnvs();
  await proxy.close();
});

const scope = async (of: SignIn = {}) => {
  connected = await signIn(of);
  proxy.log.length = 0;
  const [first] = connected.scopes;
  if (!first) throw new Error('no scope');
  return first;
};
const failureOf = async (promise: Promise<unknown>): Promise<AwsFailure> => {
  const error = await promise.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof AwsFailure)) throw new Error(`no AwsFailure: ${String(error)}`);
  return error;
};
const volumes = () => new DescribeVolumesCommand({});

describe('one call', () => {
  test.each(['throttle', 'reset', 'html503', 'hang', 'cut'] as const)(
    '%s once: recovers, and both attempts count',
    async (kind) => {
      const meter = (await scope({ timeouts: SHORT })).meter();
      proxy.faults.push({ kind, service: 'ec2', nth: [1] });
      expect((await meter.send('ec2', volumes())).Volumes).toEqual([]);
      expect(meter.calls()).toBe(2);
    },
  );

  test.each([
    ['throttle', 'throttled', /throttled ec2:DescribeVolumes/],
    ['html503', 'error', /failed at AWS: HTTP 503\./],
    ['hang', 'error', /ec2:DescribeVolumes was not answered in time/],
    ['cut', 'error', /ec2:DescribeVolumes failed/],
    ['reset', 'error', /ec2:DescribeVolumes/],
  ] as const)('%s for good: given up as %s after the last attempt', async (kind, expected, message) => {
    const meter = (await scope({ timeouts: { ...SHORT, answer: 200, silence: 60_000 } })).meter();
    proxy.faults.push({ kind, service: 'ec2' });
    const failure = await failureOf(meter.send('ec2', volumes()));
    expect(failure).toMatchObject({ kind: expected, action: 'ec2:DescribeVolumes' });
    expect(failure.message).toMatch(message);
    expect(meter.calls()).toBe(3);
  });

  test.each([
    ['denied', 'denied', 'rds:DescribeDBInstances is refused: '],
    ['region-off', 'disabled', 'The region or the service is not enabled for this account'],
  ] as const)('%s is final at the first attempt', async (kind, expected, message) => {
    const meter = (await scope()).meter();
    proxy.faults.push({ kind, service: 'rds' });
    const failure = await failureOf(meter.send('rds', new DescribeDBInstancesCommand({})));
    expect(failure.kind).toBe(expected);
    expect(failure.message).toContain(message);
    expect(meter.calls()).toBe(1);
  });

  test('an answer that stops in the middle and stays open is ended', async () => {
    const stalled = await listen(
      createServer((_, response) => {
        response.writeHead(200, { 'content-type': 'text/xml', 'content-length': '1000' }).write('<Describe');
      }),
    );
    const meter = (await scope({ timeouts: { ...SHORT, answer: 60_000, silence: 200 } })).meter();
    vi.stubEnv('AWS_ENDPOINT_URL_RDS', stalled.url);
    const failure = await failureOf(meter.send('rds', new DescribeDBInstancesCommand({})));
    expect(failure.message).toBe('rds:DescribeDBInstances was not answered in time.');
    await stalled.close();
  });

  test('the strategy of real runs recovers from throttling', async () => {
    const meter = (await scope({ retry: adaptiveRetry })).meter();
    proxy.faults.push({ kind: 'throttle', service: 'ec2', nth: [1] });
    await meter.send('ec2', volumes());
    expect(meter.calls()).toBe(2);
  });
});

describe('credentials that expire in the middle of a run', () => {
  test('are fetched again, once for all calls that saw it', async () => {
    const other = aws.freshAccount();
    const of = await scope({
      config: { accountRoles: [{ roleArn: `arn:aws:iam::${other.id}:role/reader` }] },
    });
    await of.meter().send('ec2', volumes());
    proxy.faults.push(
      { kind: 'expired', service: 'ec2', nth: [1, 2] },
      { kind: 'expired', service: 'rds', nth: [1] },
    );
    await Promise.all([
      of.meter().send('ec2', volumes()),
      of.meter().send('ec2', volumes()),
      of.meter().send('rds', new DescribeDBInstancesCommand({})),
    ]);
    expect(proxy.log.filter((c) => c.action === 'AssumeRole')).toHaveLength(1);
  });

  test('and stay expired end as a failure that says so', async () => {
    const of = await scope();
    proxy.faults.push({ kind: 'expired', service: 'ec2' });
    const failure = await failureOf(of.meter().send('ec2', volumes()));
    expect(failure.kind).toBe('expired_credentials');
    expect(failure.message).toBe('The credentials expired and could not be renewed (RequestExpired).');
  });
});

test('usage counts attempts by service, and what metrics cost', async () => {
  const of = await scope();
  proxy.faults.push({ kind: 'throttle', service: 'monitoring', nth: [1] });
  const query = (i: number) => ({
    Id: `q${i}`,
    MetricStat: {
      Metric: { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' },
      Period: 86400,
      Stat: 'Average',
    },
  });
  await of.meter().send(
    'cloudwatch',
    new GetMetricDataCommand({
      StartTime: new Date('2026-11-01'),
      EndTime: new Date('2026-11-02'),
      MetricDataQueries: Array.from({ length: 250 }, (_, i) => query(i)),
    }),
  );
  // $0.01 per 1,000 metrics; the throttled attempt is a call and costs nothing
  expect(connected?.usage()).toEqual({
    calls: 4,
    callsByService: { cloudwatch: 2, ec2: 1, sts: 1 },
    costUsd: '0.002500',
  });
});

test('prices are asked for at an endpoint of the price list', async () => {
  await account.prices([
    product({
      sku: 'SKU1',
      service: 'AmazonEC2',
      family: 'Storage',
      attributes: { regionCode: 'eu-west-1', usagetype: 'EU-EBS:VolumeUsage.gp3' },
      unit: 'GB-Mo',
      usd: '0.088',
    }),
  ]);
  await scope();
  const answer = await connected?.send('pricing', new GetProductsCommand({ ServiceCode: 'AmazonEC2' }));
  expect(answer?.PriceList).toHaveLength(1);
  expect(proxy.log).toMatchObject([{ service: 'pricing', region: 'eu-central-1' }]);
});

describe('the proxy of the environment', () => {
  /** Forwards absolute-form requests and opens tunnels, and remembers for whom. */
  const startHttpProxy = async () => {
    const seen: string[] = [];
    const server = createServer(async (request, response) => {
      seen.push(`${request.method} ${new URL(request.url ?? '').host}`);
      const answer = await fetch(request.url ?? '', {
        method: request.method ?? 'GET',
        headers: plain(request),
        body: await bodyOf(request),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    server.on('connect', (request, client) => {
      seen.push(`CONNECT ${request.url}`);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      // what is behind the tunnel speaks no TLS: the point is that the tunnel was asked for
      const up = connectSocket(Number(new URL(proxy.url).port), '127.0.0.1');
      up.pipe(client).pipe(up);
      for (const s of [up, client]) s.on('error', () => s.destroy());
    });
    return { ...(await listen(server)), seen };
  };
  const plain = (request: IncomingMessage): Record<string, string> =>
    Object.fromEntries(
      Object.entries(request.headers).flatMap(([k, v]): [string, string][] =>
        typeof v === 'string' &&
        !/^(host|connection|proxy-.*|content-length|expect|transfer-encoding)$/.test(k)
          ? [[k, v]]
          : [],
      ),
    );

  test('HTTP_PROXY carries the calls, NO_PROXY keeps them off it', async () => {
    const http = await startHttpProxy();
    vi.stubEnv('HTTP_PROXY', http.url);
    const of = await scope();
    await of.meter().send('rds', new DescribeDBInstancesCommand({}));
    expect(http.seen.length).toBeGreaterThan(0);
    expect(new Set(http.seen)).toEqual(new Set([`POST ${new URL(proxy.url).host}`]));
    connected?.close();
    http.seen.length = 0;
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    await (await scope()).meter().send('ec2', volumes());
    expect(http.seen).toEqual([]);
    await http.close();
  });

  test('HTTPS_PROXY is asked for a tunnel to the AWS endpoint', async () => {
    const http = await startHttpProxy();
    const of = await scope({ env: { ...process.env, HTTPS_PROXY: http.url } });
    vi.stubEnv('AWS_ENDPOINT_URL_RDS', 'https://rds.eu-west-1.amazonaws.com');
    const failure = await failureOf(of.meter().send('rds', new DescribeDBInstancesCommand({})));
    expect(failure.kind).toBe('error');
    expect(new Set(http.seen)).toEqual(new Set(['CONNECT rds.eu-west-1.amazonaws.com:443']));
    await http.close();
  });
});
