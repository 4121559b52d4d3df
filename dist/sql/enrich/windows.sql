-- The windows over which costs are added up, payer by payer: they end at the last whole day that the bill covers, never after
-- the day of the run, and begin no earlier than the months that lie before it without a gap. Views: billing_periods,
-- run_day (day).
-- @grain one row per payer
with months as (
  select p.payer_account_id, p.billing_period, cast(concat(p.billing_period, '-01') as date) as first_day,
         cast(cast(concat(p.billing_period, '-01') as date) + interval '1' month as date) as next_month,
         min(p.covered_from) as covered_from, least(max(p.covered_to), max(r.day)) as covered_to,
         min(case when p.granularity = 'monthly' then 1 else 0 end) as is_monthly,
         max(case when p.has_resource_ids then 1 else 0 end) as has_resource_ids
  from billing_periods as p
  cross join run_day as r
  where p.covered_to is not null
  group by p.payer_account_id, p.billing_period
), lined as (
  select m.payer_account_id, m.billing_period, m.first_day, m.covered_from, m.covered_to, m.is_monthly, m.has_resource_ids,
         case when m.covered_from > m.first_day
                or lag(m.covered_to) over (partition by m.payer_account_id order by m.first_day) is null
                or lag(m.covered_to) over (partition by m.payer_account_id order by m.first_day) < m.first_day then 1 else 0 end as begins
  from months as m
  where m.covered_to > m.first_day
), runs as (
  select l.payer_account_id, l.covered_from, l.covered_to, l.is_monthly, l.has_resource_ids,
         sum(l.begins) over (partition by l.payer_account_id order by l.first_day rows between unbounded preceding and current row) as run_number
  from lined as l
), last_run as (
  select r.payer_account_id, max(r.run_number) as run_number from runs as r group by r.payer_account_id
), covered as (
  select r.payer_account_id, min(r.covered_from) as covered_from, max(r.covered_to) as covered_to,
         min(r.is_monthly) as is_monthly, max(r.has_resource_ids) as has_resource_ids
  from runs as r
  join last_run as l on l.payer_account_id = r.payer_account_id and l.run_number = r.run_number
  group by r.payer_account_id
), bounds as (
  select c.payer_account_id, c.covered_from, c.covered_to, c.is_monthly = 1 as is_monthly, c.has_resource_ids = 1 as has_resource_ids,
         cast(c.covered_to - interval '7' day as date) as start_7d,
         cast(c.covered_to - interval '30' day as date) as start_30d,
         cast(date_trunc('month', cast(c.covered_to - interval '1' day as date)) as date) as start_month
  from covered as c
)
select b.payer_account_id, b.covered_from, b.covered_to, b.is_monthly, b.has_resource_ids, b.start_7d, b.start_30d, b.start_month,
       cast(b.start_month - interval '1' month as date) as start_prev_month,
       case when b.covered_from > b.start_30d then b.covered_from else b.start_30d end as start_recent,
       not b.is_monthly and b.covered_from <= b.start_7d as covers_7d,
       not b.is_monthly and b.covered_from <= b.start_30d as covers_30d,
       b.covered_from <= b.start_month as covers_month,
       b.covered_from <= cast(b.start_month - interval '1' month as date) as covers_prev_month
from bounds as b
order by payer_account_id
