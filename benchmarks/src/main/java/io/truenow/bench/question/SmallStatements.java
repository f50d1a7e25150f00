package io.truenow.bench.question;

import io.truenow.bench.replay.Asking;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Shop;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Small statements over the first events of W1, each with literals of its own, as requests of HTTP. What they have to answer is computed
 * from the workload, so both sides are checked against the same. Stateless.
 */
public final class SmallStatements {

    /** Events of the table. */
    public static final long EVENTS = 1_000;

    private static final int COUNT = 5_000;
    private static final long SEED = 20_261_127;

    private SmallStatements() {}

    /** Requests of a side. */
    public static List<Asking.Question> of(Engine.Side side, int port, int table) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Asking.Question> questions = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String region = Shop.region(random.nextLong(EVENTS));
            double above = random.nextInt(100_000) / 100.0;
            double quantity = random.nextInt(10);
            String sql = String.format(
                    Locale.ROOT,
                    "select count(*), sum(revenue) from %s%s where region = '%s' and revenue > %.2f and quantity <> %.1f",
                    side == Engine.Side.TRUENOW ? "bench." : "",
                    Bodies.table(table),
                    region,
                    above,
                    quantity);
            byte[] request =
                    (side == Engine.Side.TRUENOW ? post(port, sql) : get(port, sql)).getBytes(StandardCharsets.UTF_8);
            questions.add(new Asking.Question(request, check(region, above, quantity)));
        }
        return questions;
    }

    private static String post(int port, String sql) {
        String body = "{\"sql\":\"" + sql + "\"}";
        return "POST /v1/sql HTTP/1.1\r\nHost: 127.0.0.1:" + port
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String get(int port, String sql) {
        return "GET /exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8) + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port + "\r\n\r\n";
    }

    private static Predicate<String> check(String region, double above, double quantity) {
        long rows = 0;
        long cents = 0;
        for (long event = 0; event < EVENTS; event++) {
            if (Shop.region(event).equals(region) && Shop.revenue(event) > above && Shop.quantity(event) != quantity) {
                rows++;
                cents += Shop.revenueCents(event);
            }
        }
        long count = rows;
        double sum = cents / 100.0;
        return body -> {
            int from = body.indexOf("[[");
            int comma = body.indexOf(',', from);
            int to = body.indexOf("]]", comma);
            if (from < 0 || comma < 0 || to < 0 || Long.parseLong(body.substring(from + 2, comma)) != count) {
                return false;
            }
            String text = body.substring(comma + 1, to);
            return count == 0
                    ? text.equals("null")
                    : !text.equals("null") && Math.abs(Double.parseDouble(text) - sum) <= 1e-9 * Math.max(1, sum);
        };
    }
}
