/** Inventory of AWS CloudTrail: only the fields that checks use. */
import { bool, text } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const trailArn = text('TrailARN');
const unread = text('Why it could not be read, empty when it was');

const cloudtrailTrails = inventoryTable({
  name: 'cloudtrail_trails',
  comment:
    'Trails that record in the region, those of other regions and of the organisation among them (DescribeTrails)',
  service: 'cloudtrail',
  iamActions: ['cloudtrail:DescribeTrails'],
  sortBy: ['trail_arn'],
  resource: {
    service: 'AWSCloudTrail',
    type: 'trail',
    idColumn: 'trail_arn',
    arn: (r) => r.trail_arn,
  },
  columns: {
    trail_arn: trailArn,
    name: text('Name'),
    home_region: text('Region that it was made in'),
    is_multi_region: bool('Records in all regions'),
    is_organization: bool('Records in all accounts of the organisation'),
  },
});

const cloudtrailTrailStatuses = inventoryTable({
  name: 'cloudtrail_trail_statuses',
  comment: 'Whether trails record, in regions that are home to one and have several (GetTrailStatus)',
  service: 'cloudtrail',
  iamActions: ['cloudtrail:GetTrailStatus'],
  after: ['cloudtrail_trails'],
  sortBy: ['trail_arn'],
  columns: { trail_arn: trailArn, is_logging: bool('IsLogging'), unread },
});

const cloudtrailEventSelectors = inventoryTable({
  name: 'cloudtrail_event_selectors',
  comment:
    'Which management events trails record, in regions that are home to one and have several (GetEventSelectors)',
  service: 'cloudtrail',
  iamActions: ['cloudtrail:GetEventSelectors'],
  after: ['cloudtrail_trails'],
  sortBy: ['trail_arn'],
  columns: {
    trail_arn: trailArn,
    management_reads: bool('Records management events that read, of all services or nearly all'),
    management_writes: bool('Records management events that write, of all services or nearly all'),
    unread,
  },
});

export const metrics = {} as const;

export const tables = {
  cloudtrail_trails: cloudtrailTrails,
  cloudtrail_trail_statuses: cloudtrailTrailStatuses,
  cloudtrail_event_selectors: cloudtrailEventSelectors,
} as const;
