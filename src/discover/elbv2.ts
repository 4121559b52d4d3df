/** Answers of Elastic Load Balancing (v2) as inventory rows. */
import {
  type Action,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsFailure } from '../../contracts/discover.ts';
import type { tables } from '../../contracts/inventory/elbv2.ts';
import type { Collectors, Reading } from './collector.ts';
import { details } from './details.ts';
import { pages } from './pages.ts';
import { instantOrNull, present, scopeOf, tagsOf, text, wholeOrNull } from './read.ts';

const marker = (page: { NextMarker?: string | undefined }): string | undefined => page.NextMarker;
const PageSize = 400;
/** ELB API reference, DescribeTags: up to 20 resources a call. */
const ARNS_PER_CALL = 20;

interface Tagged {
  readonly tags: Record<string, string>;
  readonly tags_unread: string;
}

/** Tags by ARN. A refusal costs the tags and nothing else: the rows say that they are missing. */
async function tagsByArn(r: Reading, arns: readonly string[]): Promise<ReadonlyMap<string, Tagged>> {
  const found = new Map<string, Tagged>();
  for (let at = 0; at < arns.length; at += ARNS_PER_CALL) {
    const ResourceArns = arns.slice(at, at + ARNS_PER_CALL);
    try {
      const answer = await r.send('elbv2', new DescribeTagsCommand({ ResourceArns }));
      for (const d of answer.TagDescriptions ?? [])
        found.set(text(d.ResourceArn), { tags: tagsOf(d.Tags), tags_unread: '' });
    } catch (error) {
      if (!(error instanceof AwsFailure) || error.kind === 'expired_credentials') throw error;
      r.partly(error);
      for (const arn of ResourceArns) found.set(arn, { tags: {}, tags_unread: error.message });
    }
  }
  return found;
}

/** What the load balancer answers by itself; the last action of a rule is the one that answers. */
const answerOf = (actions: readonly Action[] | undefined) => {
  const last = (actions ?? []).find((a) => a.Type === 'redirect' || a.Type === 'fixed-response');
  return {
    answer: text(last?.Type),
    status_code: text(last?.FixedResponseConfig?.StatusCode),
    redirect_host: last?.Type === 'redirect' ? (last.RedirectConfig?.Host ?? '#{host}') : '',
  };
};

export const collectors: Collectors<keyof typeof tables> = {
  async *elbv2_load_balancers(r) {
    const ask = (Marker: string | undefined) =>
      r.send('elbv2', new DescribeLoadBalancersCommand({ PageSize, Marker }));
    for await (const page of pages(ask, marker)) {
      const found = (page.LoadBalancers ?? []).flatMap((b) =>
        b.LoadBalancerArn && b.LoadBalancerName
          ? [{ ...b, arn: b.LoadBalancerArn, name: b.LoadBalancerName }]
          : [],
      );
      const tags = await tagsByArn(
        r,
        found.map((b) => b.arn),
      );
      yield found.map((b) => ({
        ...scopeOf(r),
        load_balancer_name: b.name,
        load_balancer_arn: b.arn,
        metric_id: b.arn.slice(b.arn.indexOf('loadbalancer/') + 'loadbalancer/'.length),
        type: text(b.Type),
        scheme: text(b.Scheme),
        vpc_id: text(b.VpcId),
        state: text(b.State?.Code),
        created_at: instantOrNull(b.CreatedTime),
        ...(tags.get(b.arn) ?? { tags: {}, tags_unread: '' }),
      }));
    }
  },

  async *elbv2_listeners(r) {
    yield* details(
      r,
      r.rows('elbv2_load_balancers'),
      async ({ load_balancer_arn }) => {
        const ask = (Marker: string | undefined) =>
          r.send(
            'elbv2',
            new DescribeListenersCommand({ LoadBalancerArn: load_balancer_arn, PageSize, Marker }),
          );
        const rows = [];
        for await (const page of pages(ask, marker))
          for (const l of page.Listeners ?? [])
            if (l.ListenerArn)
              rows.push({ ...scopeOf(r), load_balancer_arn, listener_arn: l.ListenerArn, unread: '' });
        return rows;
      },
      ({ load_balancer_arn }, unread) => ({ ...scopeOf(r), load_balancer_arn, listener_arn: '', unread }),
    );
  },

  async *elbv2_rules(r) {
    const applications = new Set(
      r.rows('elbv2_load_balancers').flatMap((b) => (b.type === 'application' ? [b.load_balancer_arn] : [])),
    );
    yield* details(
      r,
      r.rows('elbv2_listeners').filter((l) => l.unread === '' && applications.has(l.load_balancer_arn)),
      async ({ load_balancer_arn, listener_arn }) => {
        const ask = (Marker: string | undefined) =>
          r.send('elbv2', new DescribeRulesCommand({ ListenerArn: listener_arn, PageSize, Marker }));
        const rows = [];
        for await (const page of pages(ask, marker))
          for (const rule of page.Rules ?? [])
            if (rule.RuleArn)
              rows.push({
                ...scopeOf(r),
                load_balancer_arn,
                listener_arn,
                rule_arn: rule.RuleArn,
                ...answerOf(rule.Actions),
                unread: '',
              });
        return rows;
      },
      ({ load_balancer_arn, listener_arn }, unread) => ({
        ...scopeOf(r),
        load_balancer_arn,
        listener_arn,
        rule_arn: '',
        ...answerOf([]),
        unread,
      }),
    );
  },

  async *elbv2_target_groups(r) {
    const ask = (Marker: string | undefined) =>
      r.send('elbv2', new DescribeTargetGroupsCommand({ PageSize, Marker }));
    for await (const page of pages(ask, marker))
      yield (page.TargetGroups ?? []).flatMap((g) =>
        g.TargetGroupArn
          ? [
              {
                ...scopeOf(r),
                target_group_arn: g.TargetGroupArn,
                target_type: text(g.TargetType),
                load_balancer_arns: present(g.LoadBalancerArns),
              },
            ]
          : [],
      );
  },

  async *elbv2_target_health(r) {
    yield* details(
      r,
      r.rows('elbv2_target_groups').filter((g) => g.load_balancer_arns.length > 0),
      async ({ target_group_arn }) => {
        const answer = await r.send(
          'elbv2',
          new DescribeTargetHealthCommand({ TargetGroupArn: target_group_arn }),
        );
        return (answer.TargetHealthDescriptions ?? []).flatMap((t) =>
          t.Target?.Id
            ? [
                {
                  ...scopeOf(r),
                  target_group_arn,
                  target_id: t.Target.Id,
                  port: wholeOrNull(t.Target.Port),
                  state: text(t.TargetHealth?.State),
                  unread: '',
                },
              ]
            : [],
        );
      },
      ({ target_group_arn }, unread) => ({
        ...scopeOf(r),
        target_group_arn,
        target_id: '',
        port: null,
        state: '',
        unread,
      }),
    );
  },
};
