import check from '../../../../checks/aws/cloudfront/distribution-caching-disabled.ts';
import { distribution } from '../../../support/makers/cloudwatch.ts';
import { testCheck } from '../../../support/test-check.ts';

const DISABLED = '413f160f-4f18-4c0b-95c7-bf7f44e8f58b';
const legacy = {
  default_cache_policy_id: '',
  default_min_ttl: 0,
  default_default_ttl: 0,
  default_max_ttl: 0,
};

testCheck(check, {
  fails: [
    {
      name: 'the policy that caches nothing',
      row: distribution({ default_cache_policy_id: DISABLED, cache_policy_ids: [DISABLED] }),
      says: 'Distribution E1SHOP (www.example.com) caches nothing: its behaviours use the policy CachingDisabled.',
      saves: null,
      dimensions: {
        distribution_domain: 'd1shop.cloudfront.net',
        caching_disabled_reason: 'managed_policy_caching_disabled',
      },
    },
    {
      name: 'legacy settings with every TTL at 0',
      row: distribution(legacy),
      says: 'Distribution E1SHOP (www.example.com) caches nothing: all its TTLs are 0.',
      saves: null,
    },
    {
      name: 'an API beside a bucket, which gains by a cache',
      row: distribution({
        default_cache_policy_id: DISABLED,
        origins: ['0a1b2c3d4e.execute-api.eu-west-1.amazonaws.com', 'shop.s3.eu-west-1.amazonaws.com'],
      }),
      says: 'Distribution E1SHOP (www.example.com) caches nothing: its behaviours use the policy CachingDisabled.',
      saves: null,
    },
  ],
  passes: [
    {
      name: 'APIs alone, which answer each caller by itself',
      row: distribution({
        default_cache_policy_id: DISABLED,
        origins: [
          '0a1b2c3d4e.execute-api.eu-west-1.amazonaws.com',
          '0a1b2c3d4e5f.lambda-url.eu-west-1.on.aws',
        ],
      }),
    },
    { name: 'a cache policy', row: distribution() },
    {
      name: 'what is static has a behaviour of its own',
      row: distribution({
        default_cache_policy_id: DISABLED,
        cache_policy_ids: ['658327ea-f89d-4fab-a63d-7e88639e58f6'],
      }),
    },
    {
      name: 'legacy settings that leave it to the origin',
      row: distribution({ ...legacy, default_max_ttl: 31_536_000 }),
    },
    {
      name: 'disabled',
      row: distribution({ enabled: false, default_cache_policy_id: DISABLED }),
      skips: 'it is disabled',
    },
  ],
  unknowns: [],
  neverUnknown: 'the listing says how it caches',
});
