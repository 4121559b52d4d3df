/** Secrets Manager's answers as inventory rows. */
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import type { tables } from '../../contracts/inventory/secretsmanager.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { instantOrNull, tagsOf, text } from './read.ts';

export const collectors: Collectors<keyof typeof tables> = {
  async *secretsmanager_secrets(r) {
    const ask = (NextToken: string | undefined) =>
      r.send('secretsmanager', new ListSecretsCommand({ MaxResults: 100, NextToken }));
    for await (const page of pages(ask, (p) => p.NextToken))
      yield (page.SecretList ?? []).flatMap((s) =>
        s.Name
          ? [
              {
                account_id: r.accountId,
                region: r.region,
                name: s.Name,
                arn: text(s.ARN),
                created_at: instantOrNull(s.CreatedDate),
                last_accessed_at: instantOrNull(s.LastAccessedDate),
                last_changed_at: instantOrNull(s.LastChangedDate),
                deleted_at: instantOrNull(s.DeletedDate),
                rotation_enabled: s.RotationEnabled ?? false,
                owning_service: text(s.OwningService),
                primary_region: text(s.PrimaryRegion),
                tags: tagsOf(s.Tags),
              },
            ]
          : [],
      );
  },
};
