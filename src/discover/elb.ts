/** Answers of Elastic Load Balancing (Classic) as inventory rows. */
import {
  DescribeInstanceHealthCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/elb.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, tagsOf, text } from './read.ts';

const marker = (page: { NextMarker?: string | undefined }): string | undefined => page.NextMarker;
const PageSize = 400;
/** ELB API reference 2012-06-01, DescribeTags: up to 20 load balancers a call. */
const NAMES_PER_CALL = 20;

interface Tagged {
  readonly tags: Record<string, string>;
  readonly tags_unread: string;
}

/** Tags by name. A refusal costs the tags and nothing else: the rows say that they are missing. */
async function tagsByName(r: Reading, names: readonly string[]): Promise<ReadonlyMap<string, Tagged>> {
  const found = new Map<string, Tagged>();
  for (let at = 0; at < names.length; at += NAMES_PER_CALL) {
    const LoadBalancerNames = names.slice(at, at + NAMES_PER_CALL);
    try {
      const answer = await r.send('elb', new DescribeTagsCommand({ LoadBalancerNames }));
      for (const d of answer.TagDescriptions ?? [])
        found.set(text(d.LoadBalancerName), { tags: tagsOf(d.Tags), tags_unread: '' });
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind === 'expired_credentials') throw error;
      r.partly(error);
      for (const name of LoadBalancerNames) found.set(name, { tags: {}, tags_unread: error.message });
    }
  }
  return found;
}

export const collectors: Collectors<keyof typeof tables> = {
  async *elb_load_balancers(r) {
    const ask = (Marker: string | undefined) =>
      r.send('elb', new DescribeLoadBalancersCommand({ PageSize, Marker }));
    for await (const page of pages(ask, marker)) {
      const found = (page.LoadBalancerDescriptions ?? []).flatMap((b) =>
        b.LoadBalancerName ? [{ ...b, name: b.LoadBalancerName }] : [],
      );
      const tags = await tagsByName(
        r,
        found.map((b) => b.name),
      );
      yield found.map((b) => ({
        ...scopeOf(r),
        load_balancer_name: b.name,
        scheme: text(b.Scheme),
        vpc_id: text(b.VPCId),
        instance_ids: present((b.Instances ?? []).map((i) => i.InstanceId)),
        created_at: instantOrNull(b.CreatedTime),
        ...(tags.get(b.name) ?? { tags: {}, tags_unread: '' }),
      }));
    }
  },

  async *elb_instance_health(r) {
    yield* details(
      r,
      r.rows('elb_load_balancers').filter((b) => b.instance_ids.length > 0),
      async ({ load_balancer_name }) => {
        const answer = await r.send(
          'elb',
          new DescribeInstanceHealthCommand({ LoadBalancerName: load_balancer_name }),
        );
        return (answer.InstanceStates ?? []).flatMap((i) =>
          i.InstanceId
            ? [
                {
                  ...scopeOf(r),
                  load_balancer_name,
                  instance_id: i.InstanceId,
                  state: text(i.State),
                  reason: text(i.ReasonCode),
                  unread: '',
                },
              ]
            : [],
        );
      },
      ({ load_balancer_name }, unread) => ({
        ...scopeOf(r),
        load_balancer_name,
        instance_id: '',
        state: '',
        reason: '',
        unread,
      }),
    );
  },
};
