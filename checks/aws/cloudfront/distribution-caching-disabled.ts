import { z } from 'zod';
import { defineCheck, fail, pass, skip } from '../../../contracts/check.ts';

/** Managed-CachingDisabled. Source: CloudFront Developer Guide, "Use managed cache policies". */
const CACHING_DISABLED = '413f160f-4f18-4c0b-95c7-bf7f44e8f58b';

/** Endpoints that answer each caller by itself. CachingDisabled is what the same page advises for them. */
const API = /\.(execute-api|lambda-url|appsync-api)\.[a-z0-9-]+\.(amazonaws\.com(\.cn)?|on\.aws)$/;

export default defineCheck({
  id: 'aws.cloudfront.distributions.caching.disabled',
  title: 'Distribution caches nothing',
  kind: 'cost',
  category: 'rightsizing',
  severity: { level: 'medium', score: 520 },
  table: 'cloudfront_distributions',
  options: z.object({}),
  messages: { uncached: 'Distribution {id} ({domain}) caches nothing: {reason}.' },
  why: 'Every request goes on to the origin, so that both are paid for.',
  fix: 'Give the paths that are the same for everybody a behaviour with a cache policy, or see whether the distribution is needed.',
  links: [
    'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html',
  ],
  evaluate(row) {
    if (!row.enabled) return skip('it is disabled');
    const isByPolicy = row.default_cache_policy_id === CACHING_DISABLED;
    const ttls = [row.default_min_ttl, row.default_default_ttl, row.default_max_ttl];
    const isByTtl = row.default_cache_policy_id === '' && ttls.every((t) => t !== null && t <= 0);
    if (!isByPolicy && !isByTtl) return pass;
    // what is static has a behaviour of its own: the default one is for what cannot be cached
    if (row.cache_policy_ids.some((id) => id !== CACHING_DISABLED)) return pass;
    if (row.origins.length > 0 && row.origins.every((domain) => API.test(domain))) return pass;
    const reason = isByPolicy ? 'its behaviours use the policy CachingDisabled' : 'all its TTLs are 0';
    return fail({
      message: 'uncached',
      values: { id: row.distribution_id, domain: row.aliases[0] ?? row.domain_name, reason },
      confidence: 60,
      notes: 'an API in front of which CloudFront stands for TLS, WAF or distance alone may be meant so',
      dimensions: {
        distribution_domain: row.domain_name,
        caching_disabled_reason: isByPolicy ? 'managed_policy_caching_disabled' : 'legacy_ttl_zero',
      },
    });
  },
});
