-- Every source of a correlation is a finding of the same run. View: all_findings.
with named as (
  select f.fingerprint, s.source
  from all_findings as f
  cross join unnest(f.source_fingerprints) as s(source)
)
select n.fingerprint, n.source
from named as n
left join all_findings as k on k.fingerprint = n.source
where k.fingerprint is null
order by fingerprint, source
