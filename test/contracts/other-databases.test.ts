/** DocumentDB and Neptune are listed by the RDS API and publish their series elsewhere. */
import { expect, test } from 'vitest';
import { metrics as documentdb } from '../../contracts/inventory/documentdb.ts';
import { metrics as neptune } from '../../contracts/inventory/neptune.ts';
import { metrics as rds } from '../../contracts/inventory/rds.ts';
import { documentdbInstance } from '../support/makers/documentdb.ts';
import { neptuneInstance } from '../support/makers/neptune.ts';
import { dbInstance } from '../support/makers.ts';

test.each([
  ['RDS', dbInstance({ cluster_id: 'multi-az', replica_source: 'shop' }), 'AWS/RDS'],
  ['DocumentDB', documentdbInstance({ replica_source: 'papers' }), 'AWS/DocDB'],
  ['Neptune', neptuneInstance({ replica_source: 'graph' }), 'AWS/Neptune'],
])('an instance of %s has series of its own namespace alone', (_, row, namespace) => {
  const asked = [rds, documentdb, neptune]
    .flatMap((all) => Object.values(all))
    .filter((metric) => metric.when?.(row) ?? true);
  expect(new Set(asked.map((metric) => metric.namespace))).toEqual(new Set([namespace]));
});
