-- Statements whose literals are changed several times by PlansByShapeTest, or whose literals decide more than what is looked for.
select region, 'eu', 5, 1.5, -3, 1e2, 3000000000 from production.events where region = 'eu'
select case when region = 'eu' then 'a' else 'bbb' end x from production.events where revenue > 100
select case when region = 'eu' then 'a' else 'b' end x, count(*) from production.events group by case when region = 'eu' then 'a' else 'b' end
select region, count(*) from production.events group by 1 order by 2 desc, 1 limit 3 offset 1
select event_id from production.events where revenue > 100 or quantity < 3 or region in ('eu', 'ap')
select event_id from production.events where region in ('eu') and product not in ('product-1', 'product-2', 'product-7')
select event_id from production.events where quantity in (1, 2, 3.5, -4)
select event_id from production.events where quantity not in (1, 2) and revenue not between 100.5 and 900
select event_id from production.events where event_time_us in (1754772362000000, 5) or event_time_us > 1754772362000000
select event_id from production.events where event_time_us > 1754772362000000.5
select event_id from production.events where event_time_us > 3
select event_id from production.events where 100 < revenue and 'eu' = region
select event_id from production.events where revenue * 2 > 100 + 5
select event_id from production.events where revenue > 100 and revenue < 50
select event_id from production.events where 1 = 1 and revenue > 500 and 'a' <> 'b'
select event_id from production.events where not (region = 'eu' or revenue >= 200.25) and product like 'product-%'
select event_id from production.events where upper(region) = 'EU' and char_length(product) > 3
select event_id from production.events where region || 'x' = 'eux' and substring(product, 1, 3) = 'pro'
select event_id from production.events where cast(revenue as integer) > 100 and cast(quantity as decimal(10, 2)) < 7.25
select event_id from production.events where cast(region as char(5)) = 'eu'
select event_id from production.events where region > 5
select event_id from production.events where revenue > '100'
select event_id from production.events where coalesce(revenue, 0) > 500 and nullif(quantity, 3) > 5
select event_id from production.events where (region, product) in (('eu', 'product-1'), ('ap', 'product-2'))
select event_id from production.events where region = any (select region from production.events where revenue > 990)
select event_id from production.events where revenue > (select avg(revenue) from production.events where region = 'eu')
select event_id from production.events e where exists (select 1 from production.events x where x.event_id = e.event_id and x.revenue > 900)
select region, count(*) filter (where revenue > 500), sum(revenue) filter (where product = 'product-7') from production.events group by region
select region, sum(case when quantity = 3 then revenue else 0 end), avg(revenue) from production.events where revenue <> 250 group by region having sum(revenue) > 1000
select event_id, row_number() over (partition by region order by revenue, event_id) n, sum(quantity) over (order by event_id rows between 2 preceding and current row) s from production.events where revenue > 900
select * from (select region, product, count(*) c from production.events group by region, product) where c > 3 and region <> 'eu'
with big as (select * from production.events where revenue > 800) select region, count(*) from big where product <> 'product-3' group by region
select region from production.events where revenue > 950 union all select product from production.events where quantity > 8
select region from production.events where revenue > 950 union select product from production.events where region = 'eu' except select 'product-7' from production.events where quantity = 3
select count(*) from production.events where event_time between timestamp '2025-08-09 20:46:02' and timestamp '2025-08-10 20:46:02.5'
select count(*) from production.events where event_time > '2025-08-09 20:46:05' and event_time < '2026-08-09T20:46:05.123Z'
select count(*) from production.events where event_time >= timestamp '2025-08-09 20:46:02' + interval '10' minute
select count(*) from production.events where event_time + interval '10' minute >= timestamp '2025-08-09 20:46:02.123'
select count(*) from production.events where event_time > date '2025-08-10' and event_time <> timestamp '2025-08-11 00:00:00'
select count(*) from production.events where event_time > current_timestamp - interval '1' hour and revenue > 5
select region, max(event_time) m from production.events group by region having max(event_time) > timestamp '2025-08-12 00:00:00.123456'
select time_bucket('5 minutes', event_time) b, sum(revenue) from production.events where region = 'eu' group by time_bucket('5 minutes', event_time)
select extract(hour from event_time) h, count(*) from production.events where extract(hour from event_time) > 12 group by extract(hour from event_time)
select approx_percentile(revenue, 0.9) from production.events where quantity > 3
select percentile_cont(0.5) within group (order by revenue) from production.events where region = 'eu'
select round(revenue, 1), power(quantity, 2), mod(5, 3) from production.events where revenue > 990.5
select a.region, b.region from production.events a join production.events b on a.event_id = b.event_id and a.revenue > 900 and b.quantity = 3
select a.event_id from production.events a left join production.events b on a.event_id = b.event_id and b.region = 'eu' where b.region is null and a.revenue > 900
select "table" from sys.tables where stored > 1 and "table" <> 'odd'
values (1, 'a'), (2, 'bb')
select distinct region from production.events where region >= 'eu' order by region fetch first 2 rows only
select count(*) from production.planned where color = 'red' and size > 3
select event_id from production.events where region = 'eu' and revenue > 10000000000
select event_id from production.events where quantity = 12345678901234567890
select event_id from production.events where revenue between -5 and 5e1
select event_id from production.events where region is not distinct from 'eu' and quantity is distinct from 3
select event_id from production.events where case region when 'eu' then 1 when 'ap' then 2 else 0 end = 1
select event_id from production.events where revenue > 5 = true
select event_id from production.events where (revenue > 100) = (quantity > 3)
