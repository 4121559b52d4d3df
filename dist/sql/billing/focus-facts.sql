-- @engine duckdb
-- Cost facts of a FOCUS export. View: focus_lines (contracts/billing.ts). BilledCost and EffectiveCost are net of negotiated
-- discounts: the gross bases stay unknown, and a gross cost model is answered by the net one.
-- Source: FOCUS specification, columns BilledCost, EffectiveCost and ChargeCategory.
-- @grain one row per line
select l.tenant_id,
       strftime(coalesce(l.period_start, l.usage_start), '%Y-%m') as billing_period,
       l.payer_account_id,
       case when l.usage_account_id <> '' then l.usage_account_id when l.payer_account_id <> '' then l.payer_account_id else 'unknown' end as usage_account_id,
       case when l.region_id <> '' then l.region_id
            when starts_with(l.resource_id, 'arn:') then coalesce(split_part(l.resource_id, ':', 4), '')
            else '' end as region,
       case when l.service_code <> '' then l.service_code else service_code_of(l.service_name) end as service_code,
       l.resource_id, l.usage_type, l.operation, l.charge_category as line_type,
       case when l.charge_category = 'Tax' then 'tax'
            when l.charge_category = 'Credit' then 'credit'
            when l.charge_category = 'Purchase' then case when is_support(l.service_code) then 'support' else 'purchase' end
            when l.charge_category = 'Adjustment' then case when l.billed < 0 then 'refund' else 'fee' end
            when l.commitment_status = 'Unused' then 'unused_commitment'
            when l.charge_class = 'Correction' and l.billed < 0 then 'refund'
            when is_support(l.service_code) then 'support'
            else 'usage' end as charge_class,
       l.usage_start, l.usage_end, l.usage_amount, l.usage_unit, l.currency,
       l.list_cost, null as unblended_cost, null as amortized_cost, l.billed as net_unblended_cost, l.effective as net_amortized_cost,
       case when l.cost_model in ('unblended', 'net_unblended') then l.billed else l.effective end as cost_primary,
       l.commitment_id, l.invoice_id, l.tags,
       l.operation in ('EKSPod-EC2', 'ECSTask-EC2') as is_split_cost,
       l.dialect
from focus_lines as l
where l.refusal is null
