import check from '../../../../checks/aws/cloudfront/distribution-unused.ts';
import { distribution } from '../../../support/makers/cloudwatch.ts';
import { daysAgo } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

testCheck(check, {
  fails: [
    {
      name: 'silent for a fortnight: AWS publishes nothing for a distribution that nobody requests',
      row: distribution(),
      says: 'Distribution E1SHOP (www.example.com) was requested next to never in 14 days.',
      saves: null,
    },
    {
      name: 'a request a day, with a web ACL that is billed',
      row: distribution({
        aliases: [],
        web_acl_id: 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/shop/1',
      }),
      metrics: { cloudfront_distribution_requests: 1 },
      says: 'Distribution E1SHOP (d1shop.cloudfront.net) was requested next to never in 14 days.',
      saves: null,
      notes: 'its web ACL is billed by the month; no savings are claimed',
    },
  ],
  passes: [
    {
      name: 'one busy day in a fortnight counts',
      row: distribution(),
      metrics: { cloudfront_distribution_requests: [400, 0] },
    },
    { name: 'disabled', row: distribution({ enabled: false }), skips: 'it is disabled' },
    {
      name: 'staging',
      row: distribution({ staging: true }),
      skips: 'a staging distribution is requested by its testers only',
    },
  ],
  unknowns: [
    {
      name: 'changed three days ago, perhaps made then',
      row: distribution({ modified_at: daysAgo(3) }),
      because: 'it was changed less than 7 whole days ago, and AWS does not say how old it is',
    },
    {
      name: 'no date',
      row: distribution({ modified_at: null }),
      because: 'AWS does not say when it was last changed',
    },
  ],
});
