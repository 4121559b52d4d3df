/** Streams over the wire: their modes, shards and tags. */
import { AddTagsToStreamCommand, CreateStreamCommand, KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Inventory } from '../../../contracts/discover.ts';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { discover } from '../../../src/discover/discover.ts';
import { type Account, bornAt } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const born = '2026-03-01T08:00:00.000Z';
let account: Account;

async function read(): Promise<Inventory> {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: ['kinesis_streams'],
    metrics: ['kinesis_stream_incoming_records'],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  return inv;
}

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  const kinesis = bornAt(
    new KinesisClient({
      region: 'eu-west-1',
      endpoint: aws.url,
      credentials: await account.credentials(),
      requestHandler: new NodeHttpHandler(),
    }),
    born,
  );
  await kinesis.send(new CreateStreamCommand({ StreamName: 'clicks', ShardCount: 3 }));
  await kinesis.send(
    new CreateStreamCommand({ StreamName: 'orders', StreamModeDetails: { StreamMode: 'ON_DEMAND' } }),
  );
  await kinesis.send(new AddTagsToStreamCommand({ StreamName: 'clicks', Tags: { team: 'shop' } }));
});
afterAll(() => vi.unstubAllEnvs());

test('streams as the emulator tells them', async () => {
  const inv = await read();
  expect(inv.coverage.filter((c) => c.status !== 'ok' || c.message !== '')).toEqual([]);
  for (const row of inv.tables.kinesis_streams ?? [])
    expect(
      faultsOf(inventoryTables.kinesis_streams.columns, row as unknown as Record<string, unknown>),
    ).toEqual([]);
  expect(inv.tables.kinesis_streams).toMatchObject([
    {
      stream_name: 'clicks',
      arn: `arn:aws:kinesis:eu-west-1:${account.id}:stream/clicks`,
      status: 'ACTIVE',
      mode: 'PROVISIONED',
      is_advantage: false,
      open_shards: 3,
      consumers: 0,
      retention_hours: 24,
      created_at: born,
      tags: { team: 'shop' },
      unread: '',
    },
    { stream_name: 'orders', mode: 'ON_DEMAND', tags: {} },
  ]);
  expect(inv.metrics.map((m) => m.resource_id)).toEqual(['clicks', 'orders']);
});

test('all pages, On-demand Advantage, and one that refuses', async () => {
  await account.plant('kinesis', 'ListStreams', {
    result: { StreamNames: ['clicks', 'orders'], HasMoreStreams: true, NextToken: 'two' },
  });
  await account.plant('kinesis', 'ListStreams', {
    match: { NextToken: 'two' },
    result: { StreamNames: ['shy'], HasMoreStreams: false },
  });
  await account.plant('kinesis', 'DescribeStreamSummary', {
    match: { StreamName: 'shy' },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  await account.plant('kinesis', 'DescribeStreamSummary', {
    match: { StreamName: 'orders' },
    result: {
      StreamDescriptionSummary: {
        StreamName: 'orders',
        StreamARN: 'arn:orders',
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: 'ON_DEMAND' },
        RetentionPeriodHours: 48,
        StreamCreationTimestamp: born,
        EnhancedMonitoring: [],
        OpenShardCount: 4,
        ConsumerCount: 2,
        WarmThroughput: { TargetMiBps: 10, CurrentMiBps: 10 },
      },
    },
  });
  const inv = await read();
  expect(inv.tables.kinesis_streams).toMatchObject([
    { stream_name: 'clicks', unread: '' },
    { stream_name: 'orders', is_advantage: true, consumers: 2, retention_hours: 48 },
    { stream_name: 'shy', unread: expect.stringMatching(/./) },
  ]);
  await account.forget();
});
