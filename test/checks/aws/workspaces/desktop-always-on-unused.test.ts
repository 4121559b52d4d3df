import check from '../../../../checks/aws/workspaces/desktop-always-on-unused.ts';
import { connection, desktop } from '../../../support/makers/workspaces.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const tables = { workspaces_connections: [connection()] };

testCheck(check, {
  fails: [
    {
      name: 'nobody connected for two months',
      row: desktop(),
      tables,
      says: 'Always-on WorkSpace ws-0a (STANDARD) was last connected to 60 days ago.',
      saves: null,
      confidence: 85,
      level: 'medium',
      notes: 'its price depends on its bundle and licence; no savings are claimed',
      dimensions: { directory_id: 'd-0a', compute_type: 'STANDARD' },
    },
    {
      name: 'stopped by hand: the month is billed all the same',
      row: desktop({ state: 'STOPPED', compute_type: '' }),
      tables: { workspaces_connections: [connection({ connection_state: 'UNKNOWN' })] },
      says: 'Always-on WorkSpace ws-0a was last connected to 60 days ago.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'its user was on leave',
      row: desktop(),
      tables: { workspaces_connections: [connection({ last_connected_at: daysAgo(20) })] },
    },
    {
      name: 'connected for two months without a break',
      row: desktop(),
      tables: { workspaces_connections: [connection({ connection_state: 'CONNECTED' })] },
    },
    {
      name: 'AutoStop: next to nothing is billed without use',
      row: desktop({ running_mode: 'AUTO_STOP', state: 'STOPPED' }),
      tables,
      skips: 'it stops by itself: without use only a small monthly fee is left',
    },
    {
      name: 'managed by a partner’s software',
      row: desktop({ running_mode: 'MANUAL' }),
      tables,
      skips: 'its mode is MANUAL',
    },
    {
      name: 'a standby for another region',
      row: desktop({ primary_id: 'ws-0b' }),
      tables,
      skips: 'it stands by for ws-0b',
    },
    {
      name: 'on its way out',
      row: desktop({ state: 'TERMINATING' }),
      tables,
      skips: 'it is TERMINATING',
    },
  ],
  unknowns: [
    {
      name: 'never connected to: it may have been made today',
      row: desktop(),
      tables: { workspaces_connections: [connection({ last_connected_at: null })] },
      because: 'no connection to it is known, and AWS does not say how old it is',
    },
    {
      name: 'AWS tells nothing of its connections',
      row: desktop(),
      because: 'no connection to it is known, and AWS does not say how old it is',
    },
  ],
});
