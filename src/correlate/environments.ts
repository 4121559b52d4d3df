/** Which resources are tagged as of one environment: for rules that ask whether all of it is idle. */
import { inventoryTables, type TableName } from '../../contracts/inventory/catalogue.ts';
import type { InventoryTable } from '../../contracts/inventory/inventory-table.ts';
import { identifier, literal } from '../store/duckdb.ts';

/** Tables of what works or idles, each judged by a check of sql/correlate/environment-idle.sql; what only belongs to such a resource is not counted. */
export const WORKING: readonly TableName[] = [
  'ec2_instances',
  'ec2_nat_gateways',
  'elasticache_clusters',
  'elb_load_balancers',
  'elbv2_load_balancers',
  'rds_instances',
];
const KEYS = ['environment', 'env', 'stage'];

const columns = 'account_id, region, resource_type, resource_id, environment';
export const NO_ENVIRONMENTS = `select ${columns
  .split(', ')
  .map((c) => `''::varchar as ${c}`)
  .join(', ')} where false`;

/** Query over staged inventory: `(account_id, region, resource_type, resource_id, environment)`, keys of tags in any case. */
export function environmentsQuery(relationOf: (table: string) => string): string {
  const selects = WORKING.flatMap((name) => {
    const { resource } = inventoryTables[name] as InventoryTable;
    if (!resource || typeof resource.type !== 'string') return [];
    return `select account_id, region, ${literal(resource.type)} as resource_type, ${identifier(resource.idColumn)} as resource_id,
      list_filter(map_entries(tags), lambda e: lower(trim(e.key)) in (${KEYS.map(literal).join(', ')}) and trim(e.value) <> '')[1].value as environment
      from ${relationOf(name)}`;
  });
  return `select ${columns} from (${selects.join(' union all ')}) where environment is not null`;
}
