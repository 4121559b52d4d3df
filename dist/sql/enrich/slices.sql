-- The only pass over the facts: what the bill says of every resource that a finding names, window by window, and of the lines
-- that name no resource, by their tags. Only usage counts: fees, taxes, credits and what commitments left unused are nobody's
-- resource, and a container's share of an instance is in the instance's own line. Views: cur_facts, billing_windows,
-- finding_keys, own_keys.
-- @grain one row per account, key (or tags), payer, service, usage type, operation and currency
with wanted as (
  select distinct k.account_id, k.resource_key from finding_keys as k
  union
  select distinct o.account_id, '' as resource_key from own_keys as o
), lines as (
  select f.usage_account_id as account_id, f.resource_key, case when f.resource_key = '' then f.tags end as tags,
         f.payer_account_id, f.service_code, f.usage_type, f.operation, f.currency,
         f.cost_primary, f.list_cost, f.usage_start >= cast(w.start_7d as timestamp with time zone) as in_7d,
         f.usage_start >= cast(w.start_30d as timestamp with time zone) as in_30d,
         f.usage_start >= cast(w.start_month as timestamp with time zone) as in_month,
         f.usage_start >= cast(w.start_prev_month as timestamp with time zone)
           and f.usage_start < cast(w.start_month as timestamp with time zone) as in_prev_month,
         f.usage_start >= cast(w.start_recent as timestamp with time zone) as is_recent
  from cur_facts as f
  join wanted as k on k.account_id = f.usage_account_id and k.resource_key = f.resource_key
  join billing_windows as w on w.payer_account_id = f.payer_account_id
  where f.charge_class = 'usage' and not f.is_split_cost
    and (f.resource_key <> '' or cardinality(map_keys(f.tags)) > 0)
    and f.usage_start >= cast(least(w.start_prev_month, w.start_30d) as timestamp with time zone)
    and f.usage_start < cast(w.covered_to as timestamp with time zone)
), slices as (
  select l.account_id, l.resource_key, l.tags, l.payer_account_id, l.service_code, l.usage_type, l.operation, l.currency,
         count(*) as lines,
         coalesce(sum(l.cost_primary) filter (where l.in_7d), cast(0 as decimal(38,12))) as cost_7d,
         coalesce(sum(l.cost_primary) filter (where l.in_30d), cast(0 as decimal(38,12))) as cost_30d,
         coalesce(sum(l.cost_primary) filter (where l.in_month), cast(0 as decimal(38,12))) as cost_mtd,
         coalesce(sum(l.cost_primary) filter (where l.in_prev_month), cast(0 as decimal(38,12))) as cost_prev_month,
         coalesce(sum(l.cost_primary) filter (where l.is_recent), cast(0 as decimal(38,12))) as cost_recent,
         sum(l.list_cost) filter (where l.is_recent) as list_recent,
         sum(l.list_cost) filter (where l.in_30d) as list_30d
  from lines as l
  group by l.account_id, l.resource_key, l.tags, l.payer_account_id, l.service_code, l.usage_type, l.operation, l.currency
)
select row_number() over (order by s.account_id, s.resource_key, s.service_code, s.usage_type, s.operation, s.currency, s.payer_account_id) as slice,
       s.account_id, s.resource_key, s.tags, s.service_code, s.usage_type, s.operation, s.currency, s.lines,
       case when w.covers_7d then s.cost_7d end as cost_7d,
       case when w.covers_30d then s.cost_30d end as cost_30d,
       case when w.covers_month then s.cost_mtd end as cost_mtd,
       case when w.covers_prev_month then s.cost_prev_month end as cost_prev_month,
       case when w.covers_30d then s.list_30d end as list_30d,
       s.cost_recent, s.list_recent, date_diff('day', w.start_recent, w.covered_to) as recent_days, w.covered_from, w.covered_to
from slices as s
join billing_windows as w on w.payer_account_id = s.payer_account_id
order by slice
