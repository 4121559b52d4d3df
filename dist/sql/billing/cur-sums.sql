-- @engine duckdb
-- What a CUR file holds before it becomes facts, by billing period, account and currency: sums of the columns as they are
-- written, kind of line by kind of line, and how far its usage goes. View: cur_lines.
-- @grain one row per billing period, payer, account and currency
with lines as (
  select l.*, l.refusal is null as ok,
         l.line_type = 'SavingsPlanNegation' as negation, l.line_type = 'SavingsPlanUpfrontFee' as sp_fee_upfront,
         l.line_type = 'SavingsPlanRecurringFee' as sp_fee, l.line_type = 'SavingsPlanCoveredUsage' as sp_usage,
         l.line_type = 'RIFee' as ri_fee, l.line_type = 'DiscountedUsage' as ri_usage,
         l.line_type = 'Fee' and l.ri_arn <> '' as ri_fee_upfront,
         l.line_type = 'Refund' and l.product_code = 'ComputeSavingsPlans' and l.description like 'Refund for one-time fee for Savings Plan ID%' as sp_refund,
         case when l.net_unblended is not null then l.net_unblended when l.line_type like '%Discount' then 0 else l.unblended end as net
  from cur_lines as l
), kinds as (
  select k.*,
         k.has_savings_plans and (k.negation or k.sp_fee_upfront or k.sp_fee or k.sp_usage or k.sp_refund)
           or k.has_reservations and (k.ri_fee or k.ri_usage or k.ri_fee_upfront) as is_commitment
  from lines as k
), sums as (
  select strftime(coalesce(k.period_start, k.usage_start), '%Y-%m') as billing_period, k.payer_account_id,
         case when k.usage_account_id <> '' then k.usage_account_id when k.payer_account_id <> '' then k.payer_account_id else 'unknown' end as usage_account_id,
         k.currency,
         count(*) filter (k.ok) as rows_read, count(*) filter (not k.ok) as rows_refused,
         coalesce(sum(k.list_cost) filter (k.ok and not k.negation), 0) as list_cost,
         coalesce(sum(k.unblended) filter (k.ok), 0) as unblended_cost,
         coalesce(sum(k.unblended) filter (k.ok and not k.is_commitment), 0)
           + coalesce(sum(k.sp_effective) filter (k.ok and k.sp_usage and k.has_savings_plans), 0) + coalesce(sum(k.ri_effective) filter (k.ok and k.ri_usage and k.has_reservations), 0)
           + coalesce(sum(k.sp_total) filter (k.ok and k.sp_fee and k.has_savings_plans), 0) - coalesce(sum(k.sp_used) filter (k.ok and k.sp_fee and k.has_savings_plans), 0)
           + coalesce(sum(k.ri_unused_upfront) filter (k.ok and k.ri_fee and k.has_reservations), 0) + coalesce(sum(k.ri_unused_recurring) filter (k.ok and k.ri_fee and k.has_reservations), 0) as amortized_cost,
         coalesce(sum(k.net) filter (k.ok), 0) as net_unblended_cost,
         coalesce(sum(k.net) filter (k.ok and not k.is_commitment), 0)
           + coalesce(sum(coalesce(k.sp_net_effective, k.sp_effective)) filter (k.ok and k.sp_usage and k.has_savings_plans), 0)
           + coalesce(sum(coalesce(k.ri_net_effective, k.ri_effective)) filter (k.ok and k.ri_usage and k.has_reservations), 0)
           + coalesce(sum(cast(round((k.sp_total - k.sp_used)::double
               * coalesce((coalesce(k.sp_net_recurring, k.sp_recurring) + coalesce(k.sp_net_upfront, k.sp_upfront))::double / nullif((k.sp_recurring + k.sp_upfront)::double, 0), 1), 12)
               as decimal(38,12))) filter (k.ok and k.sp_fee and k.has_savings_plans), 0)
           + coalesce(sum(coalesce(k.ri_net_unused_upfront, k.ri_unused_upfront)) filter (k.ok and k.ri_fee and k.has_reservations), 0)
           + coalesce(sum(coalesce(k.ri_net_unused_recurring, k.ri_unused_recurring)) filter (k.ok and k.ri_fee and k.has_reservations), 0) as net_amortized_cost,
         count(k.net_unblended) > 0 as has_net,
         bool_or(k.resource_id <> '') as has_resource_ids,
         bool_or(k.usage_end <= k.usage_start + interval '1 hour') filter (ri_usage or sp_usage or k.line_type = 'Usage') as is_hourly,
         bool_or(k.usage_end <= k.usage_start + interval '25 hours') filter (ri_usage or sp_usage or k.line_type = 'Usage') as is_daily,
         min(k.usage_start) filter (ri_usage or sp_usage or k.line_type = 'Usage') as first_usage,
         max(k.usage_end) filter ((ri_usage or sp_usage or k.line_type = 'Usage') and k.usage_end <= k.usage_start + interval '25 hours') as last_usage,
         max(k.usage_end) filter (ri_usage or sp_usage or k.line_type = 'Usage') as last_usage_of_any_length
  from kinds as k
  group by 1, 2, 3, 4
)
select s.* from sums as s order by 1, 2, 3, 4
