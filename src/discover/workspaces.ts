/** WorkSpaces' answers as inventory rows. */
import {
  DescribeTagsCommand,
  DescribeWorkspacesCommand,
  DescribeWorkspacesConnectionStatusCommand,
  type Workspace,
} from '@aws-sdk/client-workspaces';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/workspaces.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { tagsOf as byKey, instantOrNull, text } from './read.ts';
import { tagsOfEach } from './tags-of-each.ts';

type Desktop = Row<'workspaces_desktops'>;

export const collectors: Collectors<keyof typeof tables> = {
  async *workspaces_desktops(r) {
    const tagsOf = tagsOfEach(r);
    const desktop = (w: Workspace, of: Pick<Desktop, 'tags' | 'unread'>): Desktop => ({
      account_id: r.accountId,
      region: r.region,
      workspace_id: text(w.WorkspaceId),
      directory_id: text(w.DirectoryId),
      state: text(w.State),
      running_mode: text(w.WorkspaceProperties?.RunningMode),
      compute_type: text(w.WorkspaceProperties?.ComputeTypeName),
      primary_id: text(w.RelatedWorkspaces?.find((o) => o.Type === 'PRIMARY')?.WorkspaceId),
      ...of,
    });
    const ask = (NextToken: string | undefined) =>
      r.send('workspaces', new DescribeWorkspacesCommand({ Limit: 25, NextToken }));
    const alwaysOn: Workspace[] = [];
    for await (const page of pages(ask, (p) => p.NextToken)) {
      const found = (page.Workspaces ?? []).filter((w) => text(w.WorkspaceId) !== '');
      const isAlwaysOn = (w: Workspace) => w.WorkspaceProperties?.RunningMode === 'ALWAYS_ON';
      alwaysOn.push(...found.filter(isAlwaysOn));
      yield found.filter((w) => !isAlwaysOn(w)).map((w) => desktop(w, { tags: {}, unread: '' }));
    }
    yield* details<Workspace, Desktop>(
      r,
      alwaysOn,
      async (w) => {
        const command = new DescribeTagsCommand({ ResourceId: w.WorkspaceId });
        const tags = await tagsOf(async () => byKey((await r.send('workspaces', command)).TagList));
        return [desktop(w, { tags, unread: '' })];
      },
      (w, unread) => desktop(w, { tags: {}, unread }),
    );
  },

  async *workspaces_connections(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('workspaces', new DescribeWorkspacesConnectionStatusCommand({ NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.WorkspacesConnectionStatus ?? []).flatMap((c) =>
        c.WorkspaceId
          ? [
              {
                account_id: r.accountId,
                region: r.region,
                workspace_id: c.WorkspaceId,
                connection_state: text(c.ConnectionState),
                last_connected_at: instantOrNull(c.LastKnownUserConnectionTimestamp),
              },
            ]
          : [],
      );
  },
};
