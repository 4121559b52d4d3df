/** WorkSpaces over the wire: desktops, all pages, and only always-on ones are asked for tags. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { inventoryTables } from '../../../contracts/inventory/catalogue.ts';
import { tables } from '../../../contracts/inventory/workspaces.ts';
import { discover } from '../../../src/discover/discover.ts';
import type { Account } from '../../support/aws/emulator.ts';
import { emulator } from '../../support/aws/shared-emulator.ts';
import { asUser, signIn } from '../aws/sign-in.ts';
import { faultsOf } from './conforms.ts';

const allTables = Object.keys(tables) as (keyof typeof tables)[];
const used = '2026-09-01T08:00:00.000Z';
const desktop = (WorkspaceId: string, RunningMode: string) => ({
  WorkspaceId,
  DirectoryId: 'd-0a',
  State: 'AVAILABLE',
  WorkspaceProperties: { RunningMode, ComputeTypeName: 'STANDARD' },
});
let account: Account;

beforeAll(async () => {
  const aws = await emulator();
  account = aws.freshAccount();
  await asUser(aws.url, account);
  await account.plant('workspaces', 'DescribeWorkspaces', {
    result: { Workspaces: [desktop('ws-always', 'ALWAYS_ON')], NextToken: 'two' },
  });
  await account.plant('workspaces', 'DescribeWorkspaces', {
    match: { NextToken: 'two' },
    result: {
      Workspaces: [
        desktop('ws-auto', 'AUTO_STOP'),
        desktop('ws-shy', 'ALWAYS_ON'),
        {
          ...desktop('ws-standby', 'ALWAYS_ON'),
          RelatedWorkspaces: [{ WorkspaceId: 'ws-first', Region: 'us-east-1', Type: 'PRIMARY' }],
        },
      ],
    },
  });
  await account.plant('workspaces', 'DescribeTags', {
    result: { TagList: [{ Key: 'team', Value: 'shop' }] },
  });
  await account.plant('workspaces', 'DescribeTags', {
    match: { ResourceId: 'ws-shy' },
    error: { code: 'AccessDeniedException', message: 'no', status: 400 },
  });
  await account.plant('workspaces', 'DescribeWorkspacesConnectionStatus', {
    result: {
      WorkspacesConnectionStatus: [
        {
          WorkspaceId: 'ws-always',
          ConnectionState: 'DISCONNECTED',
          LastKnownUserConnectionTimestamp: used,
        },
        { WorkspaceId: 'ws-auto', ConnectionState: 'UNKNOWN' },
      ],
    },
  });
});
afterAll(() => vi.unstubAllEnvs());

test('desktops, their tags and when they were used', async () => {
  const connected = await signIn();
  const inv = await discover({
    scopes: connected.scopes,
    tables: allTables,
    metrics: [],
    asOf: '2026-11-25T10:30:00.000Z',
  });
  connected.close();
  expect(inv.coverage.map((c) => c.status)).toEqual(['ok', 'ok']);
  for (const table of allTables)
    for (const row of inv.tables[table] ?? [])
      expect(faultsOf(inventoryTables[table].columns, row as unknown as Record<string, unknown>)).toEqual([]);
  expect(inv.tables.workspaces_desktops).toMatchObject([
    {
      workspace_id: 'ws-always',
      directory_id: 'd-0a',
      state: 'AVAILABLE',
      running_mode: 'ALWAYS_ON',
      compute_type: 'STANDARD',
      primary_id: '',
      tags: { team: 'shop' },
      unread: '',
    },
    { workspace_id: 'ws-auto', running_mode: 'AUTO_STOP', tags: {}, unread: '' },
    // its tags alone are lost
    { workspace_id: 'ws-shy', running_mode: 'ALWAYS_ON', tags: {}, unread: '' },
    { workspace_id: 'ws-standby', primary_id: 'ws-first' },
  ]);
  expect(inv.tables.workspaces_connections).toMatchObject([
    { workspace_id: 'ws-always', connection_state: 'DISCONNECTED', last_connected_at: used },
    { workspace_id: 'ws-auto', connection_state: 'UNKNOWN', last_connected_at: null },
  ]);
  const asked = (await account.calls()).filter((c) => c.operation === 'DescribeTags');
  expect(asked.map((c) => c.params.ResourceId).sort()).toEqual(['ws-always', 'ws-shy', 'ws-standby']);
});
