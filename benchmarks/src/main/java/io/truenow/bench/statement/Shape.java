package io.truenow.bench.statement;

import io.truenow.bench.workload.Shop;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.LongPredicate;

/** Questions of W1 whose literals are drawn, each with its answer from the events themselves. */
enum Shape {
    TWO_FILTERS {
        @Override
        Asked ask(Random random, int events) {
            String region = Shop.region(random.nextInt(events));
            String product = Shop.product(random.nextInt(events));
            return grouped(
                    "select sum(revenue), count(*) from %s where region = '" + region + "' and product = '" + product
                            + "' and revenue >= 0",
                    events,
                    event -> Shop.region(event).equals(region)
                            && Shop.product(event).equals(product),
                    event -> "",
                    true);
        }
    },
    SUM_BY_REGION {
        @Override
        Asked ask(Random random, int events) {
            String more = random.nextInt(900) + decimal(random);
            return grouped(
                    "select region, sum(revenue), count(*) from %s where revenue > " + more + " group by region",
                    events,
                    event -> Shop.revenue(event) > Double.parseDouble(more),
                    Shop::region,
                    false);
        }
    },
    SUM_BY_REGION_PRODUCT {
        @Override
        Asked ask(Random random, int events) {
            int quantity = random.nextInt(10);
            String type = Shop.customerType(random.nextInt(events));
            return grouped(
                    "select region, product, sum(revenue), count(*) from %s where quantity <= " + quantity
                            + " and customer_type <> '" + type + "' group by region, product",
                    events,
                    event -> Shop.quantity(event) <= quantity
                            && !Shop.customerType(event).equals(type),
                    event -> Shop.region(event) + "|" + Shop.product(event),
                    false);
        }
    },
    LAST_PART_BY_PRODUCT {
        @Override
        Asked ask(Random random, int events) {
            long millis = Shop.timeMicros(random.nextInt(events)) / 1_000;
            String time =
                    Instant.ofEpochMilli(millis).toString().replace("T", " ").replace("Z", "");
            return grouped(
                    "select product, sum(revenue), count(*) from %s where event_time >= timestamp '" + time
                            + "' group by product",
                    events,
                    event -> Shop.timeMicros(event) >= millis * 1_000,
                    Shop::product,
                    false);
        }
    },
    MINUTES {
        @Override
        Asked ask(Random random, int events) {
            String one = Shop.region(random.nextInt(events));
            String other = Shop.region(random.nextInt(events));
            return grouped(
                    "select region, floor(event_time to minute), sum(revenue), count(*) from %s where region in ('"
                            + one + "', '" + other + "') group by floor(event_time to minute), region",
                    events,
                    event ->
                            Shop.region(event).equals(one) || Shop.region(event).equals(other),
                    event -> Shop.region(event) + "|" + Shop.timeMicros(event) / 60_000_000L * 60_000L,
                    false);
        }
    },
    DISTINCT_USERS {
        @Override
        Asked ask(Random random, int events) {
            int least = random.nextInt(400);
            String most = least + 10 + decimal(random);
            Set<String> users = new HashSet<>();
            for (long event = 0; event < events; event++) {
                double time = Shop.processingTime(event);
                if (time >= least && time <= Double.parseDouble(most)) {
                    users.add(Shop.user(event));
                }
            }
            return Asked.of(
                    "select count(distinct user_id) from %s where processing_time between " + least + " and " + most,
                    Map.of("", new Object[] {(long) users.size()}));
        }
    },
    TOP_USERS {
        @Override
        Asked ask(Random random, int events) {
            String type = Shop.customerType(random.nextInt(events));
            int quantity = 1 + random.nextInt(9);
            Map<String, double[]> all = sums(
                    events,
                    event -> Shop.customerType(event).equals(type) && Shop.quantity(event) < quantity,
                    Shop::user);
            Map<String, Object[]> top = new HashMap<>();
            all.entrySet().stream()
                    .sorted((a, b) -> a.getValue()[0] == b.getValue()[0]
                            ? a.getKey().compareTo(b.getKey())
                            : Double.compare(b.getValue()[0], a.getValue()[0]))
                    .limit(10)
                    .forEach(e -> top.put(e.getKey(), new Object[] {e.getValue()[0]}));
            return Asked.of(
                    "select user_id, sum(revenue) s from %s where customer_type = '" + type + "' and quantity < "
                            + quantity + " group by user_id order by s desc, user_id limit 10",
                    top);
        }
    },
    ONE_USER {
        @Override
        Asked ask(Random random, int events) {
            String user = Shop.user(random.nextInt(events));
            Map<String, Object[]> rows = new HashMap<>();
            for (long event = 0; event < events; event++) {
                if (Shop.user(event).equals(user)) {
                    rows.put(
                            Shop.id(event) + "|" + Shop.region(event) + "|" + Shop.product(event),
                            new Object[] {Shop.revenue(event), Shop.quantity(event), Shop.processingTime(event)});
                }
            }
            return Asked.of(
                    "select event_id, region, product, revenue, quantity, processing_time from %s where user_id = '"
                            + user + "'",
                    rows);
        }
    };

    /** A statement with literals of its own. */
    abstract Asked ask(Random random, int events);

    /** Text of an event's group. */
    interface Key {
        String of(long event);
    }

    /** Digits after the point that no value of an event has, so that nothing lies on a bound. */
    private static String decimal(Random random) {
        return "." + (10 + random.nextInt(90)) + "5";
    }

    private static Map<String, double[]> sums(int events, LongPredicate filter, Key key) {
        Map<String, double[]> groups = new HashMap<>();
        for (long event = 0; event < events; event++) {
            if (filter.test(event)) {
                double[] values = groups.computeIfAbsent(key.of(event), k -> new double[2]);
                values[0] += Shop.revenue(event);
                values[1]++;
            }
        }
        return groups;
    }

    private static Asked grouped(String sql, int events, LongPredicate filter, Key key, boolean whole) {
        Map<String, double[]> groups = sums(events, filter, key);
        Map<String, Object[]> rows = new HashMap<>();
        groups.forEach((group, values) -> rows.put(group, new Object[] {values[0], (long) values[1]}));
        return Asked.of(sql, whole && rows.isEmpty() ? Map.of("null", new Object[] {0L}) : rows);
    }
}
