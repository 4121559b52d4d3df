/** OpenSearch Service over the wire: domains by fives, rows by their fields. */
import { afterAll, expect, test, vi } from 'vitest';
import { discover } from '../../../src/discover/discover.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';

afterAll(() => vi.unstubAllEnvs());

test('domains, asked for by fives, with nodes, volumes and tags', async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  await asUser(aws.url, account);
  const names = ['a', 'b', 'c', 'd', 'e', 'f'].map((x) => `logs-${x}`);
  await account.plant('opensearch', 'ListDomainNames', {
    result: { DomainNames: names.map((DomainName) => ({ DomainName })) },
  });
  await account.plant('opensearch', 'DescribeDomains', {
    result: {
      DomainStatusList: [
        {
          DomainId: '1/logs-a',
          DomainName: 'logs-a',
          ARN: `arn:aws:es:eu-west-1:${account.id}:domain/logs-a`,
          Created: true,
          Deleted: false,
          EngineVersion: 'OpenSearch_2.13',
          ClusterConfig: {
            InstanceType: 'r6g.large.search',
            InstanceCount: 2,
            DedicatedMasterEnabled: true,
            DedicatedMasterType: 'm6g.large.search',
            DedicatedMasterCount: 3,
            WarmEnabled: false,
            WarmCount: 2,
          },
          EBSOptions: { EBSEnabled: true, VolumeType: 'gp3', VolumeSize: 100 },
        },
      ],
    },
  });
  await account.plant('opensearch', 'ListTags', {
    result: { TagList: [{ Key: 'env', Value: 'prod' }] },
  });
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    tables: ['opensearch_domains'],
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(inventory.coverage.filter((c) => c.status !== 'ok')).toEqual([]);
  // both calls give the same one, which counts once
  expect(inventory.tables.opensearch_domains).toHaveLength(1);
  expect(inventory.tables.opensearch_domains?.[0]).toMatchObject({
    account_id: account.id,
    domain_name: 'logs-a',
    engine_version: 'OpenSearch_2.13',
    instance_type: 'r6g.large.search',
    instances: 2,
    master_type: 'm6g.large.search',
    masters: 3,
    warm_nodes: 0,
    volume_type: 'gp3',
    volume_gib: 100,
    created: true,
    deleted: false,
    tags: { env: 'prod' },
    unread: '',
  });
  const calls = await account.calls();
  expect(calls.filter((c) => c.operation === 'DescribeDomains').map((c) => c.params.DomainNames)).toEqual([
    names.slice(0, 5),
    names.slice(5),
  ]);
});

test('refused tags cost the tags alone', async () => {
  const aws = await emulator();
  const account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('opensearch', 'ListDomainNames', { result: { DomainNames: [{ DomainName: 'logs' }] } });
  await account.plant('opensearch', 'DescribeDomains', {
    result: {
      DomainStatusList: [
        {
          DomainId: '1/logs',
          DomainName: 'logs',
          ARN: `arn:aws:es:eu-west-1:${account.id}:domain/logs`,
          ClusterConfig: { InstanceType: 'r6g.large.search' },
        },
      ],
    },
  });
  await account.plant('opensearch', 'ListTags', {
    error: { code: 'AccessDeniedException', message: 'not authorized', status: 403 },
  });
  const connected = await signIn();
  const inventory = await discover({
    scopes: connected.scopes,
    tables: ['opensearch_domains'],
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(inventory.tables.opensearch_domains).toMatchObject([
    {
      domain_name: 'logs',
      instance_type: 'r6g.large.search',
      instances: 1,
      created: true,
      tags: {},
      unread: '',
    },
  ]);
  expect(inventory.coverage.find((c) => c.rows > 0)).toMatchObject({
    status: 'ok',
    iam_action: 'es:ListTags',
  });
});
