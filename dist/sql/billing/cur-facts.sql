-- @engine duckdb
-- Cost facts of a Cost and Usage Report. View: cur_lines (contracts/billing.ts). Amortised as AWS's Cost Explorer does: what a
-- commitment costs is spread over what it covers, and what it did not cover stays on the line of its fee. Net the same from the
-- net columns; the unused part of a Savings Plan has none, so it is scaled by net over gross commitment.
-- Source: Cost and Usage Report User Guide, "Understanding your reservations" and "Understanding Savings Plans".
-- @grain one row per line
with commitments as (
  select l.*,
         l.line_type = 'SavingsPlanRecurringFee' and l.has_savings_plans as is_sp_fee,
         l.line_type = 'RIFee' and l.has_reservations as is_ri_fee,
         (l.line_type = 'SavingsPlanNegation' or l.line_type = 'SavingsPlanUpfrontFee') and l.has_savings_plans
           or l.line_type = 'Fee' and l.ri_arn <> '' and l.has_reservations
           or l.line_type = 'Refund' and l.product_code = 'ComputeSavingsPlans' and l.has_savings_plans
             and l.description like 'Refund for one-time fee for Savings Plan ID%' as is_spread_elsewhere,
         -- a discount that is a line of its own is in the net cost of the lines that it lowers
         case when not l.has_net then l.unblended
              when l.net_unblended is not null then l.net_unblended
              when l.line_type like '%Discount' then 0
              else l.unblended end as net_unblended_cost
  from cur_lines as l
  where l.refusal is null
), amortized as (
  select c.*,
         case when c.is_spread_elsewhere then 0
              when c.is_sp_fee then c.sp_total - c.sp_used
              when c.is_ri_fee then c.ri_unused_upfront + c.ri_unused_recurring
              when c.line_type = 'SavingsPlanCoveredUsage' and c.has_savings_plans then c.sp_effective
              when c.line_type = 'DiscountedUsage' and c.has_reservations then c.ri_effective
              else c.unblended end as amortized_cost,
         case when not c.has_net or not c.is_sp_fee then 1
              else coalesce((coalesce(c.sp_net_recurring, c.sp_recurring) + coalesce(c.sp_net_upfront, c.sp_upfront))::double
                            / nullif((c.sp_recurring + c.sp_upfront)::double, 0), 1) end as net_share
  from commitments as c
), net as (
  select a.*,
         case when not a.has_net then a.amortized_cost
              when a.is_spread_elsewhere then 0
              when a.is_sp_fee then cast(round(a.amortized_cost::double * a.net_share, 12) as decimal(38,12))
              when a.is_ri_fee then coalesce(a.ri_net_unused_upfront, a.ri_unused_upfront) + coalesce(a.ri_net_unused_recurring, a.ri_unused_recurring)
              when a.line_type = 'SavingsPlanCoveredUsage' and a.has_savings_plans then coalesce(a.sp_net_effective, a.sp_effective)
              when a.line_type = 'DiscountedUsage' and a.has_reservations then coalesce(a.ri_net_effective, a.ri_effective)
              else a.net_unblended_cost end as net_amortized_cost
  from amortized as a
)
select n.tenant_id,
       strftime(coalesce(n.period_start, n.usage_start), '%Y-%m') as billing_period,
       n.payer_account_id,
       case when n.usage_account_id <> '' then n.usage_account_id when n.payer_account_id <> '' then n.payer_account_id else 'unknown' end as usage_account_id,
       case when n.region_code <> '' then n.region_code
            when starts_with(n.resource_id, 'arn:') then split_part(n.resource_id, ':', 4)
            when n.availability_zone <> '' then coalesce(regexp_extract(n.availability_zone, '^([a-z]+(-[a-z]+)+-[0-9]+)', 1), '')
            else coalesce(region_of_usage_type(n.usage_type), '') end as region,
       n.product_code as service_code, n.resource_id, n.usage_type, n.operation, n.line_type,
       case when n.line_type = 'Tax' then 'tax'
            when n.line_type = 'Credit' then 'credit'
            when n.line_type = 'Refund' then 'refund'
            when n.line_type like '%Discount' then 'discount'
            when n.line_type in ('RIFee', 'SavingsPlanRecurringFee') then case when n.amortized_cost <> 0 then 'unused_commitment' else 'purchase' end
            when n.line_type = 'SavingsPlanUpfrontFee' or n.line_type = 'Fee' and n.ri_arn <> '' then 'purchase'
            when is_support(n.product_code) then 'support'
            when n.line_type = 'Fee' then 'fee'
            else 'usage' end as charge_class,
       n.usage_start, n.usage_end, n.usage_amount, n.usage_unit, n.currency,
       case when n.line_type = 'SavingsPlanNegation' then 0 else n.list_cost end as list_cost,
       n.unblended as unblended_cost, n.amortized_cost, n.net_unblended_cost, n.net_amortized_cost,
       case n.cost_model when 'unblended' then n.unblended when 'amortized' then n.amortized_cost
                         when 'net_unblended' then n.net_unblended_cost else n.net_amortized_cost end as cost_primary,
       n.commitment_id, n.invoice_id, n.tags,
       n.operation in ('EKSPod-EC2', 'ECSTask-EC2') as is_split_cost,
       n.dialect
from net as n
