/** Inventory of Amazon WorkSpaces. */
import { map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const workspacesDesktops = inventoryTable({
  name: 'workspaces_desktops',
  comment: 'Personal desktops, with the tags of those that are always on (DescribeWorkspaces, DescribeTags)',
  service: 'workspaces',
  iamActions: ['workspaces:DescribeWorkspaces', 'workspaces:DescribeTags'],
  sortBy: ['workspace_id'],
  resource: {
    service: 'AmazonWorkSpaces',
    type: 'workspace',
    idColumn: 'workspace_id',
    arn: (r, partition) =>
      `arn:${partition}:workspaces:${r.region}:${r.account_id}:workspace/${r.workspace_id}`,
    billed: [{ part: 'desktop', services: ['AmazonWorkSpaces'] }],
  },
  columns: {
    workspace_id: text('ws-…'),
    directory_id: text('DirectoryId'),
    state: text('AVAILABLE | STOPPED | SUSPENDED | TERMINATING …'),
    running_mode: text('ALWAYS_ON: billed by the month | AUTO_STOP: by the hour of use | MANUAL'),
    compute_type: text('e.g. STANDARD'),
    primary_id: text('Desktop that it stands by for in another region, empty for none'),
    tags: map(text('tag value'), 'Tags with their original keys'),
    unread: text('Why it could not be read, empty when it was'),
  },
});

const workspacesConnections = inventoryTable({
  name: 'workspaces_connections',
  comment: 'When somebody last used a desktop (DescribeWorkspacesConnectionStatus)',
  service: 'workspaces',
  iamActions: ['workspaces:DescribeWorkspacesConnectionStatus'],
  sortBy: ['workspace_id'],
  columns: {
    workspace_id: text('ws-…'),
    connection_state: text('CONNECTED | DISCONNECTED | UNKNOWN: it is stopped'),
    last_connected_at: nullable(timestamp('LastKnownUserConnectionTimestamp, null where none is known')),
  },
});

export const metrics = {} as const;

export const tables = {
  workspaces_desktops: workspacesDesktops,
  workspaces_connections: workspacesConnections,
} as const;
