package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the clients of a history send; they share the ids that they repeat. */
final class Workload {

    /** Form of a request. */
    enum Kind {
        SINGLE,
        BATCH,
        ATOMIC,
        LINES
    }

    /** A request, which keeps its events over all of its attempts. */
    record Request(Kind kind, List<SentEvent> events, String body) {}

    private static final String[] REGIONS = {"eu-west", "us-east", "ap", ""};

    private final World world;
    private final List<String> tables;
    private final List<SentEvent> past = new ArrayList<>();
    private int ids;

    Workload(World world, List<String> tables) {
        this.world = world;
        this.tables = tables;
    }

    Request next(SplittableRandom random, int client, int number) {
        int drawn = random.nextInt(10);
        Kind kind = drawn < 3 ? Kind.SINGLE : drawn < 7 ? Kind.BATCH : drawn < 8 ? Kind.ATOMIC : Kind.LINES;
        int rows = kind == Kind.SINGLE ? 1 : 1 + random.nextInt(world.plan().mostRows());
        String table = tables.get(random.nextInt(tables.size()));
        boolean mixed = random.nextInt(5) == 0;
        List<SentEvent> events = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            String target = mixed ? tables.get(random.nextInt(tables.size())) : table;
            SentEvent event = event(random, client, target);
            events.add(event);
            if (event.good()) {
                world.model().sends(event.table(), event.id(), event.revisionAndContent());
                past.add(event);
            }
        }
        return new Request(kind, events, body(kind, events));
    }

    private static String body(Kind kind, List<SentEvent> events) {
        List<String> texts = events.stream().map(SentEvent::json).toList();
        return switch (kind) {
            case SINGLE -> texts.getFirst();
            case LINES -> String.join("\n", texts) + "\n";
            case BATCH, ATOMIC ->
                "{\"namespace\":\"sim\",\"table\":\"" + events.getFirst().table() + "\",\"events\":["
                        + String.join(",", texts) + "]}";
        };
    }

    private SentEvent event(SplittableRandom random, int client, String table) {
        if (!past.isEmpty() && world.faults().happens(Fault.REPEATED_ID, 0.1)) {
            return past.get(random.nextInt(past.size()));
        }
        String id = Long.toString(random.nextLong() & 0xFFFFFF, 36) + "-c" + client + "-" + ids++;
        if (world.faults().happens(Fault.BAD_EVENT, 0.02)) {
            return bad(random, table, "bad-" + id);
        }
        String target = table;
        if (!past.isEmpty() && world.faults().happens(Fault.CONFLICTING_ID, 0.05)) {
            SentEvent other = past.get(random.nextInt(past.size()));
            id = other.id();
            target = other.table();
        }
        return good(random, target, id);
    }

    private SentEvent good(SplittableRandom random, String table, String id) {
        long now = world.scheduler().nowMicros();
        int lateness = random.nextInt(10);
        long time = lateness == 0
                ? now - random.nextLong(400L * 86_400_000_000L)
                : lateness == 1 ? now + random.nextInt(60_000_000) : now - random.nextInt(1_000_000);
        List<String> dimensions = new ArrayList<>();
        dimensions.add("region");
        dimensions.add(REGIONS[random.nextInt(REGIONS.length)]);
        if (random.nextInt(3) > 0) {
            dimensions.add("user");
            dimensions.add("ü" + random.nextInt(60));
        }
        List<String> metrics = new ArrayList<>();
        metrics.add("amount");
        metrics.add(Double.toString(random.nextInt(4_000) / 4.0));
        if (random.nextInt(3) == 0) {
            metrics.add("items");
            metrics.add(Integer.toString(random.nextInt(10)));
        }
        if (random.nextInt(40) == 0) {
            metrics.add("later" + random.nextInt(3));
            metrics.add("1");
        }
        return SentEvent.of(table, id, random.nextInt(8) == 0 ? 1 : 0, time, dimensions, metrics);
    }

    private SentEvent bad(SplittableRandom random, String table, String id) {
        long now = world.scheduler().nowMicros();
        String head = "{\"namespace\":\"sim\",\"table\":\"" + table + "\",";
        String json =
                switch (random.nextInt(4)) {
                    case 0 -> head + "\"event_id\":\"" + id + "\",\"event_time\":" + now / 1_000_000 + "}";
                    case 1 -> head + "\"event_time\":" + now + "}";
                    case 2 -> head + "\"event_id\":\"" + id + "\",\"event_time\":" + (now + 3_600_000_000L) + "}";
                    default ->
                        head + "\"event_id\":\"" + id + "\",\"event_time\":" + now
                                + ",\"dimensions\":{\"region\":{\"a\":1}}}";
                };
        return SentEvent.bad(table, id, json);
    }
}
