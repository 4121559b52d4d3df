-- @engine duckdb
-- Trino's names and meanings on DuckDB, so that one text under sql/ runs on both. Loaded by the embedded engine alone.
create or replace macro element_at(c, k) as c[k];
create or replace macro cardinality(l) as len(l);
create or replace macro date_diff(u, a, b) as date_sub(u, a, b);
create or replace macro regexp_like(s, p) as regexp_matches(s, p);
create or replace macro regexp_extract(s, p, g) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p, g) end;
create or replace macro regexp_replace(s, p, r) as system.main.regexp_replace(s, p, r, 'g');
create or replace macro split_part(s, d, i) as string_split(s, d)[i];
create or replace macro concat(a, b) as a || b, (a, b, c) as a || b || c, (a, b, c, d) as a || b || c || d;
create or replace macro greatest(a, b) as case when a is null or b is null then null when a >= b then a else b end;
create or replace macro least(a, b) as case when a is null or b is null then null when a <= b then a else b end;
create or replace macro array_join(l, d) as array_to_string(l, d);
create or replace macro sequence(a, b) as generate_series(a, b);
create or replace macro arbitrary(x) as any_value(x);
