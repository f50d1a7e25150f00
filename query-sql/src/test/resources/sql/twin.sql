select count(*) from production.events
select region, sum(revenue), count(*) from production.events group by region
select region, product, avg(processing_time), count(*) from production.events group by region, product
select sum(revenue), count(*) from production.events where region = 'us-east' and product = 'product-7'
select floor(event_time to minute) m, region, sum(revenue) from production.events group by floor(event_time to minute), region
select product, sum(revenue) from production.events where event_time >= timestamp '2025-08-09 20:50:02.123' group by product
select count(distinct user_id) from production.events
select approx_count_distinct(user_id) from production.events
select region, approx_percentile(processing_time, 0.95) from production.events group by region
select user_id, sum(revenue) s from production.events group by user_id order by s desc, user_id limit 10
select * from production.events where user_id = 'user-7'
values (1)
select 1
select region from production.events where revenue > 500
select region from production.events where revenue >= 500.25 and revenue < 600
select region from production.events where not (revenue > 500)
select event_id from production.events where not (revenue > 500 and region = 'eu')
select event_id from production.events where not (revenue > 500 or region = 'eu')
select event_id from production.events where not (region in ('eu', 'ap') or product is null)
select event_id from production.events where region in ('eu', 'ap')
select event_id from production.events where region not in ('eu', 'ap')
select event_id from production.events where region not in ('eu', 'ap') or region is null
select event_id from production.events where region in ('eu', null)
select event_id from production.events where region not in ('eu', null)
select event_id from production.events where region <> 'eu'
select event_id from production.events where region > 'eu'
select event_id from production.events where region between 'ap' and 'us-east'
select event_id from production.events where region not between 'ap' and 'us-east'
select event_id from production.events where region like 'us%'
select event_id from production.events where region not like 'us%'
select event_id from production.events where region like '%east'
select event_id from production.events where region like 'us-_ast'
select event_id from production.events where region like 'eu'
select event_id from production.events where region is null
select event_id from production.events where region is not null and product is null
select event_id from production.events where customer_type = ''
select event_id from production.events where customer_type is null or customer_type = ''
select event_id from production.events where revenue is null
select event_id from production.events where revenue = null
select event_id from production.events where revenue is distinct from 500
select event_id from production.events where (revenue > 500) is true
select event_id from production.events where (revenue > 500) is not true
select event_id from production.events where (revenue > 500) is unknown
select event_id from production.events where region = product
select event_id from production.events where region = 'eu' and revenue > quantity * 100
select event_id from production.events where region = 'eu' and upper(product) = 'PRODUCT-3'
select event_id from production.events where region = 'eu' or upper(product) = 'PRODUCT-3'
select event_id from production.events where quantity in (1, 2, 3.0)
select event_id from production.events where quantity between 2 and 4
select event_id from production.events where quantity = 0.5 or quantity = 7
select event_id from production.events where event_id = 'e17'
select event_id from production.events where event_id >= 'e5' and event_id < 'e6'
select event_id from production.events where 1 = 0
select event_id from production.events where 1 = 1
select event_id from production.events where event_time_us = 1754772364000000
select event_id from production.events where event_time_us between 1754772364000000 and 1754772464000000
select event_id from production.events where event_time_us in (1754772364000000, 1754772365000000) or event_time_us > 1800000000000000
select event_id from production.events where event_time > timestamp '2025-08-09 20:46:12' and event_time <= timestamp '2025-08-09 20:48:12.500001'
select event_id from production.events where event_time between timestamp '2025-08-09 20:46:12.000001' and timestamp '2025-08-09 20:48:12'
select event_id from production.events where event_time not between timestamp '2025-08-09 20:46:12.000001' and timestamp '2025-08-09 20:48:12'
select event_id from production.events where event_time >= timestamp '2025-08-09 20:46:12' - interval '5' second and event_time < timestamp '2025-08-09 20:46:12' + interval '1' minute
select event_id from production.events where event_time >= current_timestamp - interval '1' hour and event_time < current_timestamp
select event_id from production.events where event_time + interval '1' hour > timestamp '2025-08-09 21:50:12'
select event_id from production.events where event_time >= date '2026-01-01'
select event_id from production.events where event_time >= '2026-01-01 00:00:00'
select event_id from production.events where event_time = (select max(event_time) from production.events)
select event_id from (select event_id, event_time t from production.events) where t > timestamp '2025-08-09 20:50:02.123456'
select min(event_time), max(event_time), min(event_time_us), max(event_time_us), min(event_id), max(region) from production.events
select min(ingest_time), max(ingest_time) from production.events
select sum(event_time_us), avg(event_time_us), count(event_time) from production.events
select count(region), count(revenue), count(distinct region), count(distinct revenue), count(distinct event_time) from production.events
select region, count(distinct user_id), sum(revenue) from production.events group by region
select region, count(*) filter (where revenue > 500) from production.events group by region
select region, sum(revenue) filter (where product = 'product-1' or product is null), avg(quantity) filter (where customer_type like 'type%') from production.events group by region
select region, count(*) filter (where upper(product) = 'PRODUCT-3') from production.events group by region
select count(distinct user_id) filter (where region = 'eu'), count(distinct product) from production.events
select sum(revenue * quantity) from production.events
select region, sum(revenue) / count(*) from production.events group by region
select region, sum(revenue) from production.events group by region having sum(revenue) > 60000
select region, sum(revenue) from production.events where region <> 'ap' group by region having count(*) > 100 order by 2 desc
select sum(revenue) from production.events where region = 'nowhere'
select region, sum(revenue) from production.events where region = 'nowhere' group by region
select distinct region from production.events
select distinct region, product from production.events where revenue > 900
select event_time, count(*) from production.events group by event_time
select event_time_us, count(*) from production.events group by event_time_us
select floor(event_time to second), count(*) from production.events group by floor(event_time to second)
select floor(event_time to hour), count(*) from production.events group by floor(event_time to hour)
select floor(event_time to day) d, sum(revenue) from production.events group by floor(event_time to day) order by d limit 20
select floor(event_time to week), count(*) from production.events group by floor(event_time to week)
select floor(event_time to month), region, count(*) from production.events group by floor(event_time to month), region
select floor(event_time to quarter), count(*) from production.events group by floor(event_time to quarter)
select floor(event_time to year), count(*) from production.events group by 1 order by 1
select time_bucket(interval '5' minute, event_time) b, count(*) from production.events group by 1 order by 1 limit 5
select time_bucket('90 seconds', event_time, timestamp '2025-08-09 20:46:02') b, count(*) from production.events group by 1 order by 1 limit 5
select time_bucket('PT15M', event_time) b, region, max(revenue) from production.events group by 1, 2
select time_bucket('1 month', event_time), count(*) from production.events group by 1
select time_bucket(interval '1' year, event_time), count(*) from production.events group by 1
select extract(year from event_time), count(*) from production.events group by extract(year from event_time)
select cast(event_time as date), count(*) from production.events group by cast(event_time as date)
select event_id, revenue from production.events order by revenue desc nulls last, event_id limit 7
select event_id, revenue from production.events order by revenue desc, event_id limit 7
select event_id, revenue from production.events order by revenue nulls first, event_id limit 7 offset 3
select event_id from production.events order by event_time, event_id limit 7
select event_id from production.events order by event_time_us desc limit 7
select event_id, event_time from production.events where region = 'eu' order by event_time_us offset 5 rows fetch next 4 rows only
select region, count(*) c from production.events group by region order by c desc, region offset 1
select product, avg(revenue) a from production.events group by product order by a desc limit 3
select product, round(avg(revenue), 1) a from production.events group by product order by a desc, product limit 3
select count(*) from (select * from production.events order by event_time_us limit 10)
select region, count(*) from (select * from production.events order by event_time_us limit 100) group by region
select event_id from (select event_id, revenue from production.events order by revenue desc nulls last, event_id limit 20) where revenue < 990
select a.region, count(*) from production.events a join production.events b on a.user_id = b.user_id and a.event_time < b.event_time group by a.region
select a.event_id, b.event_id from production.events a join production.events b on a.event_time = b.event_time and a.event_id <> b.event_id
select e.event_id, p.color from production.events e left join production.planned p on e.region = p.color where e.revenue > 990
select region, sum(revenue) over (partition by region order by event_time_us) from production.events where product = 'product-1'
select event_id, row_number() over (partition by region order by revenue desc, event_id) from production.events where product = 'product-1'
select region, sum(count(*)) over () from production.events group by region
with c as (select region, sum(revenue) s from production.events group by region) select * from c where s > (select avg(s) from c)
select region from production.events where revenue > 990 union select product from production.events where revenue > 990
select region from production.events where revenue > 990 union all select product from production.events where revenue > 990
select region from production.events intersect select 'eu'
select region from production.events except select 'eu'
select event_id from production.events where user_id in (select user_id from production.events where revenue > 990)
select event_id from production.events where user_id not in (select user_id from production.events where revenue > 900 and user_id is not null)
select event_id from production.events e where exists (select 1 from production.events f where f.user_id = e.user_id and f.revenue > 990)
select event_id, (select max(revenue) from production.events f where f.user_id = e.user_id) from production.events e where revenue > 980
select region, product, count(*) from production.events group by rollup (region, product)
select region, product, count(*), grouping(region) from production.events group by grouping sets ((region), (product), ())
select case when revenue > 500 then 'high' when revenue is null then 'none' else 'low' end c, count(*) from production.events group by 1
select coalesce(region, 'unknown') r, count(*) from production.events group by coalesce(region, 'unknown')
select percentile_cont(0.5) within group (order by revenue) from production.events
select region, approx_percentile(revenue, 0), approx_percentile(revenue, 1), approx_percentile(revenue, 0.25) from production.events group by region
select stddev_pop(revenue), var_samp(quantity) from production.events
select count(*), max(color), sum(size), avg(size), count(distinct color) from production.planned
select color, count(*) from production.planned group by color
select * from production.planned
select module, sum(additions) from words.t group by module
select value, user, state, date, time, timestamp from words.t
select event_id from "my-ns".t where event_time > timestamp '2025-08-09 20:46:02.123456'
select event_id from "my-ns".t where event_time = timestamp '2025-08-09 20:46:02.123456'
select event_id from "my-ns".t where timestamp '2025-08-09 20:46:02.123457' <= event_time
select event_id from "my-ns".t where event_time in (timestamp '2025-08-09 20:46:02.123456', timestamp '2025-08-09 20:46:02.123458')
select event_id from "my-ns".t where event_time <> timestamp '2025-08-09 20:46:02.123456'
select event_id from "my-ns".t where city = '日本'
select city from "my-ns".t where city > 'Z' order by city
select REGION, Sum(Revenue) from PRODUCTION.Events group by Region
select v from (values ('a'), ('bbb')) as t (v) where v = 'a'
select region, approx_percentile(distinct revenue, 0.5) from production.events group by region
select max(event_time) - interval '1' minute from production.events
select event_id from production.events order by event_time desc limit 9
select region, event_time from production.events where region = 'eu' order by event_time limit 4
select min(revenue), max(revenue) from production.events where region = 'eu' limit 0
select count(*) from production.events limit 1 offset 1
select region, product from production.events order by region, product, event_id limit 5
select upper(region) r, sum(revenue) from production.events group by upper(region) order by r nulls first
select a.event_id from production.events a where a.revenue = (select max(b.revenue) from production.events b where b.region = a.region)
