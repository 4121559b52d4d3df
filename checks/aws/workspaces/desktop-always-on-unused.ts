import { z } from 'zod';
import { defineCheck, fail, pass, skip, unknown } from '../../../contracts/check.ts';
import { ageDays } from '../_lib/time.ts';

/** Being made or gone. Source: WorkSpaces API Reference, Workspace, State. */
const NOT_THERE = /^(PENDING|REBUILDING|RESTORING|TERMINATING|TERMINATED|ERROR)$/;

export default defineCheck({
  id: 'aws.workspaces.desktops.always.on.unused',
  title: 'Always-on desktop that nobody uses',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 500 },
  table: 'workspaces_desktops',
  lookups: ['workspaces_connections'],
  respectsKeepTags: true,
  options: z.object({
    unusedDays: z.int().min(1).default(30).describe('Days without a connection of its user'),
  }),
  messages: {
    unused: 'Always-on WorkSpace {id}[ ({type})] was last connected to {days} days ago.',
  },
  why: 'An always-on WorkSpace is billed by the full month, used or not; one that stops by itself costs a small monthly fee and the hours of use.',
  fix: 'Ask its user, then delete it after an image or a copy of its data was made; one that is used now and then fits the AutoStop mode.',
  links: [
    'https://docs.aws.amazon.com/workspaces/latest/adminguide/running-mode.html',
    'https://docs.aws.amazon.com/workspaces/latest/api/API_WorkspaceConnectionStatus.html',
  ],
  evaluate(row, ctx) {
    if (row.running_mode === 'AUTO_STOP')
      return skip('it stops by itself: without use only a small monthly fee is left');
    if (row.running_mode !== 'ALWAYS_ON') return skip(`its mode is ${row.running_mode || 'not known'}`);
    if (NOT_THERE.test(row.state)) return skip(`it is ${row.state}`);
    if (row.primary_id !== '') return skip(`it stands by for ${row.primary_id}`);
    const [connection] = ctx.lookup('workspaces_connections').where('workspace_id', row.workspace_id);
    if (connection?.connection_state === 'CONNECTED') return pass;
    const days = ageDays(connection?.last_connected_at ?? null, ctx.asOf);
    if (days === undefined)
      return unknown('no connection to it is known, and AWS does not say how old it is');
    const { unusedDays } = ctx.options;
    if (days < unusedDays) return pass;
    return fail({
      message: 'unused',
      values: { id: row.workspace_id, type: row.compute_type || undefined, days: Math.floor(days) },
      confidence: 85,
      notes: 'its price depends on its bundle and licence; no savings are claimed',
      dimensions: { directory_id: row.directory_id, compute_type: row.compute_type },
      metrics: { unused_days: Math.floor(days) },
    });
  },
});
