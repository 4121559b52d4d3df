-- A slice of the bill backs a billing item once, whatever findings claim the item. View: attribution.
select a.claim_item, a.resource_key, a.service_code, a.usage_type, a.operation, a.currency, count(*) as rows_found
from attribution as a
where a.claim_item <> ''
group by a.claim_item, a.resource_key, a.service_code, a.usage_type, a.operation, a.currency
having count(*) > 1
order by claim_item, resource_key
