/** The bill of the demo's account: a CUR 2.0 of three months in which every resource that a check prices is billed each day. */
import type { Finding } from '../../../contracts/finding.ts';
import { Big } from '../../../contracts/money.ts';
import { type Duckdb, literal } from '../../store/duckdb.ts';

const PAYER = '111122223333';
const FIRST_DAY = '2026-09-01';
/** The day of the second run: nothing is billed from it on. */
const END = '2026-11-25';
const DAYS_A_MONTH = 365 / 12;

/** How AWS bills each kind: the service, a usage type, and whether the id is an ARN. */
const BILLED: Readonly<Record<string, readonly [service: string, usageType: string, id: 'id' | 'arn']>> = {
  ebs_volume: ['AmazonEC2', 'EBS:VolumeUsage.gp2', 'id'],
  instance: ['AmazonEC2', 'BoxUsage:m5.4xlarge', 'id'],
  ebs_snapshot: ['AmazonEC2', 'EBS:SnapshotUsage', 'arn'],
  nat_gateway: ['AmazonEC2', 'NatGateway-Hours', 'arn'],
  elastic_ip: ['AmazonVPC', 'PublicIPv4:IdleAddress', 'arn'],
  db_instance: ['AmazonRDS', 'InstanceUsage:db.m5.large', 'arn'],
  db_snapshot: ['AmazonRDS', 'RDS:ChargedBackupUsage', 'arn'],
};
/** A Savings Plan covers the instances at this share of the list price. */
const PLAN_SHARE = '0.62';

interface Line {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly usageType: string;
  readonly resource: string;
  readonly type: 'Usage' | 'SavingsPlanCoveredUsage';
  /** A day. */
  readonly list: string;
  readonly effective: string | null;
}

/** What each resource costs a day at list price, from what the checks say that it costs a month. */
function linesOf(findings: readonly Finding[]): Line[] {
  const lines = new Map<string, Line>();
  for (const { scope, estimated, claims } of findings) {
    const billed = BILLED[scope.resource_type];
    // a stopped instance is billed on its volumes
    const isElsewhere = claims.some((c) => !c.item.includes(`/${scope.resource_id}/`));
    const monthly = new Big(estimated.monthly_cost);
    if (!billed || monthly.lte(0) || (scope.resource_type === 'instance' && isElsewhere)) continue;
    const [service, usageType, form] = billed;
    const resource = form === 'id' ? scope.resource_id : scope.resource_arn;
    const list = monthly.div(DAYS_A_MONTH).toFixed(8);
    const isCovered = scope.resource_type === 'instance';
    lines.set(resource, {
      account: scope.account_id,
      region: scope.region,
      service,
      usageType,
      resource,
      type: isCovered ? 'SavingsPlanCoveredUsage' : 'Usage',
      list,
      effective: isCovered ? new Big(list).times(PLAN_SHARE).toFixed(8) : null,
    });
  }
  return [...lines.values()].sort((a, b) => (a.resource < b.resource ? -1 : 1));
}

/** Writes the bill of what the findings are about as Parquet. Equal findings give equal bytes. */
export async function writeDemoBill(db: Duckdb, findings: readonly Finding[], file: string): Promise<void> {
  const values = linesOf(findings).map(
    (l) =>
      `(${[l.account, l.region, l.service, l.usageType, l.resource, l.type].map(literal).join(', ')}, ${l.list}::double, ${l.effective ?? 'null'}::double)`,
  );
  await db.conn.run(
    `copy (
       select ${literal(PAYER)} as bill_payer_account_id, 'Shop' as bill_payer_account_name, date_trunc('month', d.day)::timestamp as bill_billing_period_start_date,
         l.account as line_item_usage_account_id, l.type as line_item_line_item_type, d.day::timestamp as line_item_usage_start_date, (d.day + 1)::timestamp as line_item_usage_end_date,
         l.service as line_item_product_code, l.usage_type as line_item_usage_type, l.resource as line_item_resource_id, 'USD' as line_item_currency_code,
         l.list as line_item_unblended_cost, l.list as pricing_public_on_demand_cost, l.region as product_region_code,
         l.effective as savings_plan_savings_plan_effective_cost, null::double as savings_plan_total_commitment_to_date, null::double as savings_plan_used_commitment,
         map([]::varchar[], []::varchar[]) as resource_tags
       from (values ${values.join(', ')}) as l(account, region, service, usage_type, resource, type, list, effective)
       cross join (select unnest(generate_series(date ${literal(FIRST_DAY)}, date ${literal(END)} - 1, interval 1 day))::date as day) as d
       order by d.day, l.resource
     ) to ${literal(file)} (format parquet, compression zstd)`,
  );
}
