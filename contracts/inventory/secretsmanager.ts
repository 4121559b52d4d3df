/** Inventory of AWS Secrets Manager: names and dates, never a value. */
import { bool, map, nullable, text, timestamp } from '../table.ts';
import { inventoryTable } from './inventory-table.ts';

const SECRETS = ['AWSSecretsManager'];

const secretsmanagerSecrets = inventoryTable({
  name: 'secretsmanager_secrets',
  comment: 'Secrets, without their values (ListSecrets)',
  service: 'secretsmanager',
  iamActions: ['secretsmanager:ListSecrets'],
  sortBy: ['name'],
  resource: {
    service: 'AWSSecretsManager',
    type: 'secret',
    idColumn: 'name',
    arn: (r) => r.arn,
    billed: [
      { part: 'secret', services: SECRETS, usage: 'AWSSecretsManager-Secrets' },
      { part: 'requests', services: SECRETS, usage: 'APIRequest' },
    ],
  },
  columns: {
    name: text('Name'),
    arn: text('ARN'),
    created_at: nullable(timestamp('CreatedDate')),
    last_accessed_at: nullable(
      timestamp('LastAccessedDate, a day in this region; null where it was never read in it'),
    ),
    last_changed_at: nullable(timestamp('LastChangedDate')),
    deleted_at: nullable(timestamp('DeletedDate: deletion is scheduled')),
    rotation_enabled: bool('Rotates by itself'),
    owning_service: text('Service that made and keeps it, empty for none'),
    primary_region: text('Region of the original, where the secret is replicated; empty otherwise'),
    tags: map(text('tag value'), 'Tags with their original keys'),
  },
});

export const metrics = {} as const;

export const tables = { secretsmanager_secrets: secretsmanagerSecrets } as const;
