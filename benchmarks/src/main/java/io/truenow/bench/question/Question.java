package io.truenow.bench.question;

import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Shop;
import java.time.Instant;

/** A question of W1 in each engine's SQL, how its answers are compared, and whether it scans. */
public enum Question {
    COUNT("count", Check.EXACT, false, "select count(*) from %s"),
    SUM_BY_REGION("sum by region", Check.EXACT, true, "select region, sum(revenue), count(*) from %s group by region"),
    AVERAGE_BY_REGION_PRODUCT(
            "avg by region, product",
            Check.EXACT,
            true,
            "select region, product, avg(processing_time), count(*) from %s group by region, product"),
    TWO_FILTERS(
            "two filters, sum",
            Check.EXACT,
            true,
            "select sum(revenue), count(*) from %s where region = 'us-east' and product = 'product-7'"),
    MINUTES(
            "minute buckets by region",
            Check.EXACT,
            true,
            "select floor(event_time to minute) m, region, sum(revenue) from %s group by floor(event_time to minute), region",
            "select timestamp_floor('1m', ts) m, region, sum(revenue) from %s group by m, region",
            "select toUnixTimestamp(toStartOfMinute(ts)) * 1000000 m, region, sum(revenue) from %s group by m, region"),
    LAST_PART(
            "last twelfth by product",
            Check.EXACT,
            true,
            "select product, sum(revenue) from %s where event_time >= TIMESTAMP '%s' group by product",
            "select product, sum(revenue) from %s where ts >= '%s' group by product",
            "select product, sum(revenue) from %s where ts >= toDateTime64('%s', 6, 'UTC') group by product"),
    DISTINCT("exact distinct users", Check.EXACT, true, "select count(distinct user_id) from %s"),
    APPROXIMATE_DISTINCT(
            "approximate distinct users",
            Check.APPROXIMATE,
            true,
            "select approx_count_distinct(user_id) from %s",
            "select approx_count_distinct(user_id) from %s",
            "select uniq(user_id) from %s"),
    P95(
            "p95 by region",
            Check.APPROXIMATE,
            true,
            "select region, approx_percentile(processing_time, 0.95) from %s group by region",
            "select region, approx_percentile(processing_time, 0.95) from %s group by region",
            "select region, quantile(0.95)(processing_time) from %s group by region"),
    TOP_USERS(
            "top 10 users",
            Check.EXACT,
            true,
            "select user_id, sum(revenue) s from %s group by user_id order by s desc limit 10"),
    ONE_USER(
            "one user's events",
            Check.EXACT,
            true,
            "select region, product, customer_type, user_id, revenue, quantity, processing_time from %s where user_id = 'user-77777'"),
    TRIVIAL("trivial", Check.EXACT, false, "values (1)", "select 1", "select 1");

    /** How answers are held against each other. */
    public enum Check {
        /** The same rows; sums and averages but for the order of their additions. */
        EXACT,
        /** The same groups; values within a tenth. */
        APPROXIMATE
    }

    private static final int LAST_PART_OF = 12;

    private final String title;
    private final Check check;
    private final boolean scan;
    private final String[] forms;

    Question(String title, Check check, boolean scan, String... forms) {
        this.title = title;
        this.check = check;
        this.scan = scan;
        this.forms = forms;
    }

    /** Name for the report. */
    public String title() {
        return title;
    }

    /** How answers are held against each other. */
    public Check check() {
        return check;
    }

    /** Whether it reads rows, and so counts in the mean. */
    public boolean scan() {
        return scan;
    }

    /** Its SQL for a side over table number {@code table} with {@code events} events. */
    public String sql(Engine.Side side, int table, long events) {
        String form = forms.length == 1 ? forms[0] : forms[side.ordinal()];
        String name = (side == Engine.Side.TRUENOW ? "bench." : "") + Bodies.table(table);
        Instant from = Instant.EPOCH.plusMillis(
                (Shop.START_MICROS + events * Shop.STEP_MICROS * (LAST_PART_OF - 1) / LAST_PART_OF) / 1000);
        String text = side == Engine.Side.QUESTDB
                ? from.toString()
                : from.toString().replace("T", " ").replace("Z", "");
        return String.format(form, name, text);
    }
}
