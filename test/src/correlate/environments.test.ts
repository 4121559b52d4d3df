/** What belongs to an environment, from the tags of an inventory. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checks } from '../../../checks/index.ts';
import { environmentsQuery, WORKING } from '../../../src/correlate/environments.ts';
import { allRules } from '../../../src/correlate/rules.ts';
import { relationOf, stageInventory } from '../../../src/inventory/inventory-folder.ts';
import { type Duckdb, openDuckdb } from '../../../src/store/duckdb.ts';
import { ACCOUNT, AS_OF, instance, natGateway, REGION } from '../../support/makers.ts';

let db: Duckdb;
beforeAll(async () => {
  db = await openDuckdb({ threads: 1 });
});
afterAll(() => db.close());

test('keys in any case, one environment a resource, none without a value', async () => {
  await stageInventory(db, {
    inventory: {
      asOf: AS_OF,
      accounts: [{ accountId: ACCOUNT, partition: 'aws', regions: [REGION] }],
      tables: {
        ec2_instances: [
          instance({ instance_id: 'i-1', tags: { ENV: 'lab', Name: 'one' } }),
          instance({ instance_id: 'i-2', tags: { Environment: ' ' } }),
          instance({ instance_id: 'i-3' }),
        ],
        ec2_nat_gateways: [natGateway({ tags: { stage: 'lab' } })],
      },
      metrics: [],
      coverage: [],
    },
    prices: [],
  });
  const rows = await db.conn.runAndReadAll(`${environmentsQuery(relationOf)} order by resource_id`);
  expect(rows.getRowObjectsJson()).toEqual([
    {
      account_id: ACCOUNT,
      region: REGION,
      resource_type: 'instance',
      resource_id: 'i-1',
      environment: 'lab',
    },
    {
      account_id: ACCOUNT,
      region: REGION,
      resource_type: 'nat_gateway',
      resource_id: 'nat-0a',
      environment: 'lab',
    },
  ]);
});

test('whatever counts as of an environment is judged by the rule', () => {
  const reads = allRules().find((r) => r.id === 'aws.correlation.environment.idle')?.reads ?? [];
  expect(new Set(checks.filter((c) => reads.includes(c.id)).map((c) => c.table))).toEqual(new Set(WORKING));
});
