import check from '../../../../checks/aws/cloudtrail/trail-management-events-duplicated.ts';
import type { Row } from '../../../../contracts/inventory/catalogue.ts';
import { eventSelectors, trail, trailArn, trailStatus } from '../../../support/makers/cloudtrail.ts';
import { testCheck } from '../../../support/test-check.ts';

type Trail = Row<'cloudtrail_trails'>;
interface Beside {
  readonly trail: Trail;
  readonly status?: Partial<Row<'cloudtrail_trail_statuses'>>;
  readonly selectors?: Partial<Row<'cloudtrail_event_selectors'>>;
}

const own = trail('app');
/** The trail that is judged beside others; everything records everything unless it says otherwise. */
const beside = (self: Omit<Beside, 'trail'>, ...others: readonly Beside[]) => {
  const all = [{ trail: own, ...self }, ...others];
  return {
    cloudtrail_trails: others.map((o) => o.trail),
    cloudtrail_trail_statuses: all.map((o) => trailStatus({ trail_arn: o.trail.trail_arn, ...o.status })),
    cloudtrail_event_selectors: all.map((o) =>
      eventSelectors({ trail_arn: o.trail.trail_arn, ...o.selectors }),
    ),
  };
};
const everywhere = trail('everywhere', {
  trail_arn: trailArn('everywhere', 'us-east-1'),
  home_region: 'us-east-1',
  is_multi_region: true,
});
const organisation = trail('organisation', {
  trail_arn: trailArn('organisation', 'us-east-1', '999988887777'),
  home_region: 'us-east-1',
  is_multi_region: true,
  is_organization: true,
});

testCheck(check, {
  fails: [
    {
      name: 'a trail of all regions records here too',
      row: own,
      tables: beside({}, { trail: everywhere }),
      says: 'Trail app records management read and write events that trail everywhere records too.',
      saves: null,
      confidence: 80,
      notes: 'how many events it records is on the bill alone: PaidEventsRecorded',
      dimensions: { other_trail_arn: everywhere.trail_arn },
    },
    {
      name: 'the organisation’s trail, which stays before that of all regions',
      row: own,
      tables: beside({}, { trail: everywhere }, { trail: organisation }),
      says: 'Trail app records management read and write events that trail organisation records too.',
      saves: null,
    },
    {
      name: 'they share what writes alone',
      row: own,
      tables: beside({}, { trail: everywhere, selectors: { management_reads: false } }),
      says: 'Trail app records management write events that trail everywhere records too.',
      saves: null,
    },
    {
      name: 'one cannot be read, another duplicates it anyway',
      row: own,
      tables: beside({}, { trail: organisation, selectors: { unread: 'no' } }, { trail: everywhere }),
      says: 'Trail app records management read and write events that trail everywhere records too.',
      saves: null,
    },
    {
      name: 'of two alike the one that comes later',
      row: trail('zeta'),
      tables: {
        cloudtrail_trails: [own],
        cloudtrail_trail_statuses: [own, trail('zeta')].map((t) => trailStatus({ trail_arn: t.trail_arn })),
        cloudtrail_event_selectors: [own, trail('zeta')].map((t) =>
          eventSelectors({ trail_arn: t.trail_arn }),
        ),
      },
      says: 'Trail zeta records management read and write events that trail app records too.',
      saves: null,
    },
  ],
  passes: [
    { name: 'alone', row: own, tables: beside({}) },
    { name: 'of two alike the one that comes first', row: own, tables: beside({}, { trail: trail('zeta') }) },
    {
      name: 'one of data events beside it',
      row: own,
      tables: beside(
        {},
        { trail: everywhere, selectors: { management_reads: false, management_writes: false } },
      ),
    },
    {
      name: 'it records data events alone',
      row: own,
      tables: beside(
        { selectors: { management_reads: false, management_writes: false } },
        { trail: everywhere },
      ),
    },
    {
      name: 'one records reads, the other writes',
      row: own,
      tables: beside(
        { selectors: { management_writes: false } },
        { trail: everywhere, selectors: { management_reads: false } },
      ),
    },
    {
      name: 'the other is stopped',
      row: own,
      tables: beside({}, { trail: everywhere, status: { is_logging: false } }),
    },
    {
      name: 'it is stopped itself',
      row: own,
      tables: beside({ status: { is_logging: false } }, { trail: everywhere, selectors: { unread: 'no' } }),
    },
    {
      name: 'the shadow of a trail',
      row: everywhere,
      tables: { cloudtrail_trails: [organisation] },
      skips: 'judged in us-east-1, its home region',
    },
    {
      name: 'the organisation’s own trail, seen from a member',
      row: trail('theirs', { trail_arn: trailArn('theirs', 'eu-west-1', '999988887777') }),
      tables: { cloudtrail_trails: [organisation] },
      skips: 'it belongs to the organisation',
    },
  ],
  unknowns: [
    {
      name: 'what the other records is refused',
      row: own,
      tables: beside({}, { trail: everywhere, selectors: { unread: 'no' } }),
      because: 'what trail everywhere records could not be read: no',
    },
    {
      name: 'whether it records itself is refused',
      row: own,
      tables: beside({ status: { unread: 'no' } }, { trail: everywhere }),
      because: 'what it records could not be read: no',
    },
    {
      name: 'nothing was asked about it',
      row: own,
      tables: { cloudtrail_trails: [everywhere] },
      because: 'what it records could not be read: no answer',
    },
  ],
});
