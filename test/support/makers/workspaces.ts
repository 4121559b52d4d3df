/** Rows of WorkSpaces. */
import { daysAgo, maker } from '../makers.ts';

/** Always on and available. */
export const desktop = maker('workspaces_desktops', {
  workspace_id: 'ws-0a',
  directory_id: 'd-0a',
  state: 'AVAILABLE',
  running_mode: 'ALWAYS_ON',
  compute_type: 'STANDARD',
});
/** Last connected to 60 days ago. */
export const connection = maker('workspaces_connections', {
  workspace_id: 'ws-0a',
  connection_state: 'DISCONNECTED',
  last_connected_at: daysAgo(60),
});
