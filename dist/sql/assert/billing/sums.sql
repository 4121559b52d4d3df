-- What a month adds up to is the same before and after it became facts, base by base, to the last decimal. Views:
-- billing_before, billing_after (billing_period, currency, row_count, list_cost, unblended_cost, …). Bases that only some
-- files of a month know are compared where all do.
select coalesce(b.billing_period, a.billing_period) as billing_period, coalesce(b.currency, a.currency) as currency,
       b.row_count as rows_before, a.row_count as rows_after, b.net_amortized_cost as before, a.net_amortized_cost as after
from billing_before as b
full join billing_after as a on a.billing_period = b.billing_period and a.currency = b.currency
where b.row_count is distinct from a.row_count
   or b.list_cost is distinct from a.list_cost
   or b.unblended_cost is distinct from a.unblended_cost
   or b.amortized_cost is distinct from a.amortized_cost
   or b.net_unblended_cost is distinct from a.net_unblended_cost
   or b.net_amortized_cost is distinct from a.net_amortized_cost
order by billing_period, currency
