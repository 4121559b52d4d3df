/** ECR's answers as inventory rows. */
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { AwsFailure } from '../../contracts/discover.ts';
import type { Row } from '../../contracts/inventory/catalogue.ts';
import type { tables } from '../../contracts/inventory/ecr.ts';
import type { Collectors } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, text, whole } from './read.ts';

/** The most that both listings give a page. Source: ECR API Reference. */
const maxResults = 1000;

type Policy = Row<'ecr_lifecycle_policies'>;
const scopeOf = (r: { readonly accountId: string; readonly region: string }) => ({
  account_id: r.accountId,
  region: r.region,
});

export const collectors: Collectors<keyof typeof tables> = {
  async *ecr_repositories(r) {
    const ask = (nextToken: string | undefined) =>
      r.send('ecr', new DescribeRepositoriesCommand({ maxResults, nextToken }));
    for await (const page of pages(ask, (p) => p.nextToken))
      yield (page.repositories ?? []).flatMap((p) =>
        p.repositoryName
          ? [
              {
                ...scopeOf(r),
                repository: p.repositoryName,
                arn: text(p.repositoryArn),
                created_at: instantOrNull(p.createdAt),
              },
            ]
          : [],
      );
  },

  ecr_lifecycle_policies(r) {
    return details<Row<'ecr_repositories'>, Policy>(
      r,
      r.rows('ecr_repositories'),
      async (p) => {
        try {
          const answer = await r.send('ecr', new GetLifecyclePolicyCommand({ repositoryName: p.repository }));
          return [{ ...p, has_policy: text(answer.lifecyclePolicyText) !== '', unread: '' }];
        } catch (error) {
          if (error instanceof AwsFailure && error.code === 'LifecyclePolicyNotFoundException')
            return [{ ...p, has_policy: false, unread: '' }];
          throw error;
        }
      },
      (p, unread) => ({ ...p, has_policy: false, unread }),
    );
  },

  ecr_unmanaged_images(r) {
    return details(
      r,
      r.rows('ecr_lifecycle_policies').filter((p) => !p.has_policy && p.unread === ''),
      async (p) => {
        const answer = await r.send(
          'ecr',
          new DescribeImagesCommand({ repositoryName: p.repository, maxResults }),
        );
        const images = answer.imageDetails ?? [];
        return [
          {
            ...scopeOf(r),
            repository: p.repository,
            images: images.length,
            is_truncated: text(answer.nextToken) !== '',
            bytes: images.reduce((all, i) => all + whole(i.imageSizeInBytes), 0),
            untagged: images.filter((i) => (i.imageTags ?? []).length === 0).length,
            unread: '',
          },
        ];
      },
      (p, unread) => ({
        ...scopeOf(r),
        repository: p.repository,
        images: 0,
        is_truncated: false,
        bytes: 0,
        untagged: 0,
        unread,
      }),
    );
  },
};
