/** CloudFront's answers as inventory rows. */
import { type DefaultCacheBehavior, ListDistributionsCommand } from '@aws-sdk/client-cloudfront';
import type { tables } from '../../contracts/inventory/cloudfront.ts';
import type { Collectors } from './collector.ts';
import { pages } from './pages.ts';
import { distinct, instantOrNull, present, text, wholeOrNull } from './read.ts';

/** Legacy settings stand only where there is no cache policy. */
const legacy = (b: DefaultCacheBehavior | undefined) => ({
  default_cache_policy_id: text(b?.CachePolicyId),
  default_min_ttl: wholeOrNull(b?.MinTTL),
  default_default_ttl: wholeOrNull(b?.DefaultTTL),
  default_max_ttl: wholeOrNull(b?.MaxTTL),
});

/** Names in the ARNs of versions, such as arn:aws:lambda:us-east-1:111122223333:function:headers:3. */
const functionsOf = (b: Pick<DefaultCacheBehavior, 'LambdaFunctionAssociations'> | undefined) =>
  (b?.LambdaFunctionAssociations?.Items ?? []).map((a) => a.LambdaFunctionARN?.split(':')[6]);

export const collectors: Collectors<keyof typeof tables> = {
  async *cloudfront_distributions(r) {
    const ask = (Marker: string | undefined) =>
      r.send('cloudfront', new ListDistributionsCommand({ MaxItems: 100, Marker }));
    for await (const page of pages(ask, (p) =>
      p.DistributionList?.IsTruncated ? p.DistributionList.NextMarker : undefined,
    ))
      yield (page.DistributionList?.Items ?? []).flatMap((d) =>
        d.Id
          ? [
              {
                account_id: r.accountId,
                region: r.region,
                distribution_id: d.Id,
                domain_name: text(d.DomainName),
                aliases: present(d.Aliases?.Items),
                enabled: d.Enabled ?? false,
                status: text(d.Status),
                modified_at: instantOrNull(d.LastModifiedTime),
                price_class: text(d.PriceClass),
                web_acl_id: text(d.WebACLId),
                staging: d.Staging ?? false,
                ...legacy(d.DefaultCacheBehavior),
                cache_policy_ids: (d.CacheBehaviors?.Items ?? []).map((b) => text(b.CachePolicyId)),
                origins: present((d.Origins?.Items ?? []).map((o) => o.DomainName)),
                function_names: distinct(
                  [d.DefaultCacheBehavior, ...(d.CacheBehaviors?.Items ?? [])].flatMap(functionsOf),
                ),
              },
            ]
          : [],
      );
  },
};
