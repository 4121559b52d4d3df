import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import {
  CreateVolumeCommand,
  DescribeNatGatewaysCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ConfiguredRetryStrategy } from '@smithy/util-retry';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Account, Emulator } from '../support/aws/emulator.ts';
import { type FaultProxy, startFaultProxy } from '../support/aws/fault-proxy.ts';
import { emulator } from '../support/aws/shared-emulator.ts';

let aws: Emulator;
let account: Account;
let proxy: FaultProxy;

const config = async (of: Account, region = 'eu-west-1') => ({
  region,
  endpoint: proxy.url,
  credentials: await of.credentials(),
  retryStrategy: new ConfiguredRetryStrategy(3, () => 5),
  requestHandler: new NodeHttpHandler({
    requestTimeout: 2000,
    throwOnRequestTimeout: true,
    socketTimeout: 2000,
  }),
});

beforeEach(async () => {
  aws = await emulator();
  account = aws.freshAccount();
  proxy = await startFaultProxy(aws.url);
});
afterEach(() => proxy.close());

describe('the fault proxy', () => {
  test('passes on what no fault names, and logs who asked what and when', async () => {
    const ec2 = new EC2Client(await config(account));
    await ec2.send(new CreateVolumeCommand({ AvailabilityZone: 'eu-west-1a', Size: 1, VolumeType: 'gp3' }));
    expect((await ec2.send(new DescribeVolumesCommand({}))).Volumes).toHaveLength(1);
    const [, describeCall] = proxy.log;
    expect(describeCall).toMatchObject({
      service: 'ec2',
      region: 'eu-west-1',
      account: account.id,
      action: 'DescribeVolumes',
      status: 200,
    });
    expect(describeCall?.endedAt).toBeGreaterThan(describeCall?.startedAt ?? Number.POSITIVE_INFINITY);
  });

  test.each(['reset', 'html503', 'hang', 'cut'] as const)('%s: the second attempt succeeds', async (kind) => {
    proxy.faults.push({ kind, service: 'ec2', action: 'DescribeVolumes', nth: [1] });
    const ec2 = new EC2Client({ ...(await config(account)) });
    const answer = await ec2.send(new DescribeVolumesCommand({}));
    expect(answer.$metadata.attempts).toBe(2);
    expect(proxy.log.map((call) => call.fault)).toEqual([kind, undefined]);
  });

  test('a cut on every attempt is a broken connection', async () => {
    proxy.faults.push({ kind: 'cut' });
    const ec2 = new EC2Client(await config(account));
    await expect(ec2.send(new DescribeVolumesCommand({}))).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  test('throttles as each protocol does, and the SDK tries again', async () => {
    proxy.faults.push({ kind: 'throttle', nth: [1] });
    const own = await config(account);
    const ec2 = await new EC2Client(own).send(new DescribeVolumesCommand({}));
    expect(ec2.$metadata.attempts).toBe(2);
    for (const throttled of [
      () => new RDSClient(own).send(new DescribeDBInstancesCommand({})),
      () => new CloudWatchClient(own).send(new ListMetricsCommand({})),
    ]) {
      proxy.faults.splice(0, 1, { kind: 'throttle', nth: [1] });
      expect((await throttled()).$metadata.attempts).toBe(2);
    }
  });

  test.each([
    ['denied', 'UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'],
    ['expired', 'RequestExpired', 'ExpiredToken', 'ExpiredTokenException'],
    ['region-off', 'AuthFailure', 'InvalidClientTokenId', 'UnrecognizedClientException'],
  ] as const)('%s: the name that the service gives, at the first attempt', async (kind, ec2, query, json) => {
    proxy.faults.push({ kind });
    const own = await config(account);
    const metadata = expect.objectContaining({ attempts: 1 });
    await expect(new EC2Client(own).send(new DescribeVolumesCommand({}))).rejects.toMatchObject({
      name: ec2,
      $metadata: metadata,
    });
    await expect(new RDSClient(own).send(new DescribeDBInstancesCommand({}))).rejects.toMatchObject({
      name: query,
      $metadata: metadata,
    });
    await expect(
      new PricingClient({ ...own, region: 'us-east-1' }).send(
        new GetProductsCommand({ ServiceCode: 'AmazonEC2' }),
      ),
    ).rejects.toMatchObject({ name: json, $metadata: metadata });
  });

  test('spoils only the service, region, account, action and turn that are named', async () => {
    const neighbour = aws.freshAccount();
    proxy.faults.push({
      kind: 'denied',
      service: 'ec2',
      region: 'eu-west-1',
      account: account.id,
      action: /^Describe(Volumes|Images)$/,
      nth: [2],
    });
    const volumes = async (of: Account, region?: string) =>
      new EC2Client(await config(of, region)).send(new DescribeVolumesCommand({}));
    await volumes(account);
    await volumes(neighbour);
    await volumes(account, 'us-east-1');
    await new EC2Client(await config(account)).send(new DescribeNatGatewaysCommand({}));
    await expect(volumes(account)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
    await volumes(account);
  });

  test('slows one call or all of them', async () => {
    const ec2 = new EC2Client(await config(account));
    const took = async (): Promise<number> => {
      const start = performance.now();
      await ec2.send(new DescribeVolumesCommand({}));
      return performance.now() - start;
    };
    await took();
    proxy.faults.push({ kind: 'slow', ms: 150, nth: [1] });
    expect(await took()).toBeGreaterThan(150);
    proxy.delayMs = 120;
    expect(await took()).toBeGreaterThan(120);
  });
});
