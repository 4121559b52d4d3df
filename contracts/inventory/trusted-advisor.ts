/** Inventory of what Trusted Advisor says of cost. */
import { amount, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';
import { advisedColumns, advisedResource } from './recommendations.ts';

const recommendations = inventoryTable({
  name: 'trusted_advisor_recommendations',
  comment:
    'Checks on cost that raise a warning or an error, without those that pass on advice of another service',
  service: 'trustedadvisor',
  iamActions: ['trustedadvisor:ListRecommendations'],
  reach: 'account',
  sortBy: ['recommendation_arn'],
  columns: {
    recommendation_arn: text('arn'),
    check_id: text('Id of the check, e.g. Qch7DwouX1'),
    title: text('Name of the check'),
    aws_service: text('The first of its services, e.g. ec2'),
    updated_at: nullable(timestamp('lastUpdatedAt')),
  },
});

const resourceList = inventoryTable({
  name: 'trusted_advisor_resource_list',
  comment: 'Resources of those checks that are not excluded (ListRecommendationResources)',
  service: 'trustedadvisor',
  iamActions: ['trustedadvisor:ListRecommendationResources'],
  after: ['trusted_advisor_recommendations'],
  reach: 'account',
  sortBy: ['check_id', 'resource_region', 'aws_resource_id'],
  columns: {
    check_id: text('Id of the check'),
    title: text('Name of the check'),
    aws_service: text('Service of the check'),
    resource_region: text('regionCode'),
    aws_resource_id: text('awsResourceId: an id or an ARN'),
    monthly_savings: nullable(
      amount('Estimated Monthly Savings of its metadata in US dollars, null where there is none'),
    ),
    updated_at: nullable(timestamp('The later of lastUpdatedAt of the resource and of the check')),
  },
});

const resources = inventoryTable({
  name: 'trusted_advisor_resources',
  comment: 'The same by resource of the region',
  service: 'trustedadvisor',
  iamActions: [],
  after: ['trusted_advisor_resource_list'],
  sortBy: ['service_code', 'resource_type', 'resource_id'],
  resource: advisedResource,
  columns: advisedColumns,
});

export const metrics = {} as const;

export const tables = {
  trusted_advisor_recommendations: recommendations,
  trusted_advisor_resource_list: resourceList,
  trusted_advisor_resources: resources,
} as const;
