/** CloudTrail's answers as inventory rows. */
import {
  type AdvancedEventSelector,
  DescribeTrailsCommand,
  type EventSelector,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import type { tables } from '../../contracts/inventory/cloudtrail.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { scopeOf, text } from './read.ts';

/** Where no two trails record, or none is at home, nothing has to be told apart: CloudTrail answers few calls a second. */
function trailsToTellApart(r: Reading): readonly { readonly trail_arn: string }[] {
  const here = r.rows('cloudtrail_trails');
  return here.length > 1 && here.some((t) => t.home_region === r.region) ? here : [];
}

interface Recorded {
  readonly management_reads: boolean;
  readonly management_writes: boolean;
}
const NOTHING: Recorded = { management_reads: false, management_writes: false };

/** All management events unless it says otherwise, like a trail without selectors. Source: CloudTrail API Reference, PutEventSelectors. */
const ofSelector = (s: EventSelector): Recorded => {
  const all = s.IncludeManagementEvents ?? true;
  return {
    management_reads: all && s.ReadWriteType !== 'WriteOnly',
    management_writes: all && s.ReadWriteType !== 'ReadOnly',
  };
};

/** One that leaves out some services still records nearly all; one that names services or events records a selection. */
const ofAdvanced = (s: AdvancedEventSelector): Recorded => {
  const fields = s.FieldSelectors ?? [];
  const isManagement = fields.some((f) => f.Field === 'eventCategory' && f.Equals?.includes('Management'));
  const isWhole = fields.every(
    (f) =>
      f.Field === 'eventCategory' ||
      (f.Field === 'readOnly' && f.Equals !== undefined) ||
      (f.Field === 'eventSource' && f.Equals === undefined && f.NotEquals !== undefined),
  );
  if (!isManagement || !isWhole) return NOTHING;
  const readOnly = fields.find((f) => f.Field === 'readOnly')?.Equals ?? ['true', 'false'];
  return { management_reads: readOnly.includes('true'), management_writes: readOnly.includes('false') };
};

export const collectors: Collectors<keyof typeof tables> = {
  async *cloudtrail_trails(r) {
    const answer = await r.send('cloudtrail', new DescribeTrailsCommand({ includeShadowTrails: true }));
    yield (answer.trailList ?? []).flatMap((t) =>
      t.TrailARN
        ? [
            {
              ...scopeOf(r),
              trail_arn: t.TrailARN,
              name: text(t.Name),
              home_region: text(t.HomeRegion),
              is_multi_region: t.IsMultiRegionTrail ?? false,
              is_organization: t.IsOrganizationTrail ?? false,
            },
          ]
        : [],
    );
  },

  cloudtrail_trail_statuses(r) {
    return details(
      r,
      trailsToTellApart(r),
      async ({ trail_arn }) => {
        const answer = await r.send('cloudtrail', new GetTrailStatusCommand({ Name: trail_arn }));
        return [{ ...scopeOf(r), trail_arn, is_logging: answer.IsLogging ?? false, unread: '' }];
      },
      ({ trail_arn }, unread) => ({ ...scopeOf(r), trail_arn, is_logging: false, unread }),
    );
  },

  cloudtrail_event_selectors(r) {
    return details(
      r,
      trailsToTellApart(r),
      async ({ trail_arn }) => {
        const answer = await r.send('cloudtrail', new GetEventSelectorsCommand({ TrailName: trail_arn }));
        const selected = [
          ...(answer.EventSelectors ?? []).map(ofSelector),
          ...(answer.AdvancedEventSelectors ?? []).map(ofAdvanced),
        ];
        const recorded = selected.length > 0 ? selected : [ofSelector({})];
        return [
          {
            ...scopeOf(r),
            trail_arn,
            management_reads: recorded.some((s) => s.management_reads),
            management_writes: recorded.some((s) => s.management_writes),
            unread: '',
          },
        ];
      },
      ({ trail_arn }, unread) => ({ ...scopeOf(r), trail_arn, ...NOTHING, unread }),
    );
  },
};
