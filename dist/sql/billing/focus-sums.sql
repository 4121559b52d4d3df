-- @engine duckdb
-- What a FOCUS file holds before it becomes facts. View: focus_lines.
-- @grain one row per billing period, payer, account and currency
select strftime(coalesce(l.period_start, l.usage_start), '%Y-%m') as billing_period, l.payer_account_id,
       case when l.usage_account_id <> '' then l.usage_account_id when l.payer_account_id <> '' then l.payer_account_id else 'unknown' end as usage_account_id,
       l.currency,
       count(*) filter (l.refusal is null) as rows_read, count(*) filter (l.refusal is not null) as rows_refused,
       coalesce(sum(l.list_cost) filter (l.refusal is null), 0) as list_cost, null as unblended_cost, null as amortized_cost,
       coalesce(sum(l.billed) filter (l.refusal is null), 0) as net_unblended_cost, coalesce(sum(l.effective) filter (l.refusal is null), 0) as net_amortized_cost,
       true as has_net,
       bool_or(l.resource_id <> '') as has_resource_ids,
       bool_or(l.usage_end <= l.usage_start + interval '1 hour') filter (l.charge_category = 'Usage') as is_hourly,
       bool_or(l.usage_end <= l.usage_start + interval '25 hours') filter (l.charge_category = 'Usage') as is_daily,
       min(l.usage_start) filter (l.charge_category = 'Usage') as first_usage,
       max(l.usage_end) filter (l.charge_category = 'Usage' and l.usage_end <= l.usage_start + interval '25 hours') as last_usage,
       max(l.usage_end) filter (l.charge_category = 'Usage') as last_usage_of_any_length
from focus_lines as l
group by 1, 2, 3, 4
order by 1, 2, 3, 4
