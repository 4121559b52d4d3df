/** Rows of CloudTrail. */
import type { Row } from '../../../contracts/inventory/catalogue.ts';
import { ACCOUNT, maker, REGION } from '../makers.ts';

export const trailArn = (name: string, region = REGION, account = ACCOUNT): string =>
  `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;

/** At home in the region, and for it alone. */
export const trail = (name: string, over: Partial<Row<'cloudtrail_trails'>> = {}) =>
  maker('cloudtrail_trails', { trail_arn: trailArn(name), name, home_region: REGION })(over);
export const trailStatus = maker('cloudtrail_trail_statuses', { is_logging: true });
/** All management events. */
export const eventSelectors = maker('cloudtrail_event_selectors', {
  management_reads: true,
  management_writes: true,
});
