import check from '../../../../checks/aws/secretsmanager/secret-unused.ts';
import { secretMonth } from '../../../../prices/aws/secretsmanager.ts';
import { secret } from '../../../support/makers/secretsmanager.ts';
import { daysAgo, REGION } from '../../../support/makers.ts';
import { testCheck } from '../../../support/test-check.ts';

const prices = [[secretMonth(REGION, {}), '0.40']] as const;

testCheck(check, {
  fails: [
    {
      name: 'read half a year ago',
      row: secret(),
      prices,
      says: 'Secret shop/db was last read 200 days ago and costs $0.40 a month.',
      saves: '0.400000',
      costs: '0.400000',
      claims: { 'shop/db/secret': '0.400000' },
      confidence: 80,
    },
    {
      name: 'never read, and no price is known',
      row: secret({ last_accessed_at: null }),
      says: 'Secret shop/db was never read in the 365 days since it was created.',
      saves: null,
    },
    {
      name: 'it rotates, and nobody reads it',
      row: secret({ rotation_enabled: true, last_changed_at: daysAgo(3) }),
      prices,
      says: 'Secret shop/db was last read 200 days ago and costs $0.40 a month.',
      saves: '0.400000',
    },
    {
      name: 'a stack may read it when it is updated',
      row: secret({ tags: { 'aws:cloudformation:stack-name': 'shop' } }),
      prices,
      says: 'Secret shop/db was last read 200 days ago and costs $0.40 a month.',
      saves: '0.400000',
      confidence: 55,
      notes: 'a stack made it, which may read it when it is updated',
    },
  ],
  passes: [
    { name: 'read last month', row: secret({ last_accessed_at: daysAgo(30) }), prices },
    { name: 'changed by hand last month', row: secret({ last_changed_at: daysAgo(30) }), prices },
    {
      name: 'a service keeps it: the master user of a database',
      row: secret({ owning_service: 'rds' }),
      prices,
      skips: 'rds keeps it',
    },
    {
      name: 'a replica stands by',
      row: secret({ primary_region: 'us-east-1', last_accessed_at: null }),
      prices,
      skips: 'a replica of the secret in us-east-1',
    },
    {
      name: 'the original, whose readers may be elsewhere',
      row: secret({ primary_region: REGION }),
      prices,
      skips: 'it is replicated, and may be read in other regions',
    },
    {
      name: 'on its way out',
      row: secret({ deleted_at: daysAgo(2) }),
      prices,
      skips: 'its deletion is scheduled',
    },
  ],
  unknowns: [
    {
      name: 'created last month and never read',
      row: secret({ created_at: daysAgo(30), last_changed_at: daysAgo(30), last_accessed_at: null }),
      prices,
      because: 'it was created less than 90 days ago',
    },
    {
      name: 'no date at all',
      row: secret({ created_at: null, last_accessed_at: null }),
      prices,
      because: 'AWS does not say when it was created',
    },
  ],
});
