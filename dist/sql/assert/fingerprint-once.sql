-- A fingerprint stands once in a run. View: all_findings.
select f.fingerprint, count(*) as rows_found
from all_findings as f
group by f.fingerprint
having count(*) > 1
order by fingerprint
