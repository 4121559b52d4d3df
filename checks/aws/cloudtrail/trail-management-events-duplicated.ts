import { z } from 'zod';
import { defineCheck, fail, type Lookup, pass, skip, unknown } from '../../../contracts/check.ts';
import type { Row } from '../../../contracts/inventory/catalogue.ts';

type Trail = Row<'cloudtrail_trails'>;
type Recorded = ReadonlySet<'read' | 'write'>;
interface Evidence {
  readonly statuses: Lookup<Row<'cloudtrail_trail_statuses'>>;
  readonly selectors: Lookup<Row<'cloudtrail_event_selectors'>>;
}

/** The management events that a trail records; why that is not known, as text. */
function recorded({ trail_arn }: Trail, { statuses, selectors }: Evidence): Recorded | string {
  const [status] = statuses.where('trail_arn', trail_arn);
  const [selector] = selectors.where('trail_arn', trail_arn);
  if (!status || status.unread) return status?.unread || 'no answer';
  if (!status.is_logging) return new Set();
  if (!selector || selector.unread) return selector?.unread || 'no answer';
  return new Set([
    ...(selector.management_reads ? (['read'] as const) : []),
    ...(selector.management_writes ? (['write'] as const) : []),
  ]);
}

/** Of two trails the wider one stays: it cannot be spared elsewhere. The same order in every region. */
const breadth = (t: Trail): number => (t.is_organization ? 2 : 0) + (t.is_multi_region ? 1 : 0);
const staysBefore = (a: Trail, b: Trail): boolean =>
  breadth(a) > breadth(b) || (breadth(a) === breadth(b) && a.trail_arn < b.trail_arn);

export default defineCheck({
  id: 'aws.cloudtrail.trails.management.events.duplicated',
  title: 'Trail records management events that another records too',
  kind: 'cost',
  category: 'idle',
  severity: { level: 'medium', score: 450 },
  table: 'cloudtrail_trails',
  lookups: ['cloudtrail_trails', 'cloudtrail_trail_statuses', 'cloudtrail_event_selectors'],
  options: z.object({}),
  messages: {
    duplicated: 'Trail {name} records management {events} events that trail {other} records too.',
  },
  // AWS CloudTrail pricing, "Trails"
  why: 'The first copy of management events in a region is free; every further one is billed by the event, $2.00 for 100,000.',
  fix: 'Let readers share the trail that stays, and stop logging management events in this one; keep it where an audit asks for two.',
  links: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html'],
  evaluate(row, ctx) {
    if (row.home_region !== row.region) return skip(`judged in ${row.home_region}, its home region`);
    if (row.trail_arn.split(':')[4] !== row.account_id) return skip('it belongs to the organisation');
    const others = ctx
      .lookup('cloudtrail_trails')
      .rows.filter((t) => t.trail_arn !== row.trail_arn && staysBefore(t, row));
    if (others.length === 0) return pass;
    const evidence = {
      statuses: ctx.lookup('cloudtrail_trail_statuses'),
      selectors: ctx.lookup('cloudtrail_event_selectors'),
    };
    const own = recorded(row, evidence);
    if (typeof own === 'string') return unknown(`what it records could not be read: ${own}`);
    let unread: string | undefined;
    for (const other of others.toSorted((a, b) => (staysBefore(a, b) ? -1 : 1))) {
      const theirs = recorded(other, evidence);
      if (typeof theirs === 'string') {
        unread ??= `what trail ${other.name} records could not be read: ${theirs}`;
        continue;
      }
      const both = [...own].filter((e) => theirs.has(e));
      if (both.length > 0)
        return fail({
          message: 'duplicated',
          values: { name: row.name, events: both.join(' and '), other: other.name },
          confidence: 80,
          notes: 'how many events it records is on the bill alone: PaidEventsRecorded',
          dimensions: { other_trail_arn: other.trail_arn },
        });
    }
    return unread && own.size > 0 ? unknown(unread) : pass;
  },
});
