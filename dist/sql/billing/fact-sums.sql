-- What the facts of billing periods add up to. View: cur_facts.
-- @grain one row per billing period and currency
select f.billing_period, f.currency, count(*) as row_count, coalesce(sum(f.list_cost), cast(0 as decimal(38,12))) as list_cost,
       sum(f.unblended_cost) as unblended_cost, sum(f.amortized_cost) as amortized_cost,
       sum(f.net_unblended_cost) as net_unblended_cost, sum(f.net_amortized_cost) as net_amortized_cost
from cur_facts as f
group by f.billing_period, f.currency
order by billing_period, currency
