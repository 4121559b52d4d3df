-- Promised against realised over the resolved findings that could be measured: the 30 days where they are known, else the 7.
-- View: realized (contracts/billing.ts, realizedTable).
-- @grain one row per currency
with measured as (
  select r.currency, r.promised_monthly_savings as promised,
         case when r.savings_30d is not null then r.observed_days_30d when r.savings_7d is not null then r.observed_days_7d else 0 end as days,
         coalesce(r.savings_30d, r.savings_7d) as saved
  from realized as r
)
select m.currency, count(*) as resolved, count_if(m.days > 0) as measured,
       cast(round(coalesce(sum(cast(m.promised as double) * m.days / 30), 0), 6) as decimal(18,6)) as promised,
       cast(round(coalesce(sum(m.saved) filter (where m.days > 0), cast(0 as decimal(38,12))), 6) as decimal(18,6)) as realized
from measured as m
group by m.currency
order by currency
