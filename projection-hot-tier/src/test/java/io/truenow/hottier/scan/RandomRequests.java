package io.truenow.hottier.scan;

import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Random requests over a {@link RandomTable}. */
final class RandomRequests {

    private final Random random;
    private final UUID tableId;

    RandomRequests(long seed, UUID tableId) {
        this.random = new Random(seed);
        this.tableId = tableId;
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Field dimension() {
        return random.nextInt(8) == 0 ? Field.BuiltIn.EVENT_ID : Field.dimension(pick(List.of(RandomTable.DIMENSIONS)));
    }

    /** Whole numbers are read as doubles, too, as where a table has both; the other way only in a race. */
    private Field metric() {
        return switch (random.nextInt(6)) {
            case 0, 1, 2 -> Field.metric(pick(List.of(RandomTable.METRICS)));
            case 3 -> Field.metric(pick(List.of("mixed", "small", "huge")));
            case 4 -> Field.whole("mixed");
            default -> whole();
        };
    }

    private Field whole() {
        return Field.whole(pick(List.of(RandomTable.WHOLES)));
    }

    /** A metric whose sums of whole numbers stay far within 64 bits. */
    private Field summable() {
        Field field = metric();
        boolean large = field.equals(Field.whole("huge"))
                || field.equals(Field.whole("seen"))
                || field.equals(Field.whole("seldom"));
        return large ? Field.whole("large") : field;
    }

    private Field number() {
        return pick(List.of(
                Field.BuiltIn.EVENT_TIME,
                Field.BuiltIn.INGEST_TIME,
                Field.BuiltIn.REVISION,
                Field.BuiltIn.PARTITION,
                Field.BuiltIn.OFFSET,
                Field.BuiltIn.INDEX));
    }

    private Field field() {
        return switch (random.nextInt(6)) {
            case 0 -> metric();
            case 1 -> number();
            case 2, 3 -> whole();
            default -> dimension();
        };
    }

    private long time() {
        long spread = random.nextBoolean() ? 10_000_000L : 86_400_000_000L * 500;
        return RandomTable.T0 + (long) (random.nextDouble() * spread);
    }

    private Object literal(Field field) {
        return switch (field.type()) {
            case TEXT ->
                field == Field.BuiltIn.EVENT_ID
                        ? "e" + random.nextInt(520)
                        : pick(List.of(
                                "r0",
                                "r1",
                                "r9",
                                "",
                                "a",
                                "B",
                                "日本",
                                "\uFFFD",
                                "😀",
                                "user-7",
                                "user-150",
                                "user-1",
                                "true",
                                "false",
                                "{\"n\":3}"));
            case LONG ->
                field instanceof Field.Column column
                        ? (Object) whole(column.name())
                        : field == Field.BuiltIn.EVENT_TIME || field == Field.BuiltIn.INGEST_TIME
                                ? time()
                                : (Object) (long) random.nextInt(10);
            case DOUBLE ->
                random.nextBoolean() ? random.nextInt(17) * 0.25 - 2 : (Object) pick(List.of(-0.0, 0.0, 1000.0, -1e7));
        };
    }

    private long whole(String column) {
        return switch (column) {
            case "seen" -> time();
            case "huge" ->
                random.nextInt(4) > 0
                        ? pick(RandomTable.EDGES)
                        : random.nextBoolean() ? Long.MIN_VALUE : random.nextLong();
            case "large" -> random.nextLong() >> 20;
            case "seldom" -> (1L << 60) + random.nextInt(4);
            default -> random.nextInt(8) == 0 ? Long.MIN_VALUE : random.nextInt(34) - 12L;
        };
    }

    /** A metric whose values lie the same way in whichever form they are read. */
    private Field ranked() {
        Field field = metric();
        return field.equals(Field.whole("mixed")) ? Field.metric("mixed") : field;
    }

    private Predicate.Comparison comparison() {
        return pick(List.of(Predicate.Comparison.values()));
    }

    Predicate predicate(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return leaf();
        }
        List<Predicate> parts = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            parts.add(predicate(depth - 1));
        }
        return random.nextBoolean() ? new Predicate.And(parts) : new Predicate.Or(parts);
    }

    private Predicate leaf() {
        Field field = field();
        return switch (random.nextInt(6)) {
            case 0 -> new Predicate.IsNull(field, random.nextBoolean());
            case 1 -> {
                List<Object> literals = new ArrayList<>();
                for (int i = random.nextInt(5); i > 0; i--) {
                    literals.add(literal(field));
                }
                yield new Predicate.In(field, literals, random.nextBoolean());
            }
            case 2 ->
                new Predicate.StartsWith(
                        dimension(), pick(List.of("", "r", "user-1", "a", "e1", "x")), random.nextBoolean());
            default -> new Predicate.Compare(field, comparison(), literal(field));
        };
    }

    private Predicate filter() {
        return random.nextInt(3) == 0 ? Predicate.TRUE : predicate(3);
    }

    private TimeRange range() {
        return switch (random.nextInt(5)) {
            case 0 -> new TimeRange(time(), time());
            case 1 -> new TimeRange(time(), Long.MAX_VALUE);
            default -> TimeRange.ALL;
        };
    }

    private GroupKey key() {
        return switch (random.nextInt(8)) {
            case 0 -> new GroupKey.ByTime(timeField(), width(), random.nextInt(1000) - 500L);
            case 1 -> new GroupKey.ByCalendar(timeField(), pick(List.of(GroupKey.ByCalendar.Unit.values())));
            case 2 -> new GroupKey.ByField(field());
            default -> new GroupKey.ByField(Field.dimension(pick(List.of(RandomTable.DIMENSIONS))));
        };
    }

    private Field timeField() {
        return random.nextBoolean()
                ? Field.BuiltIn.EVENT_TIME
                : Field.whole(pick(List.of("seen", "huge", "small", "none")));
    }

    private long width() {
        return random.nextInt(8) == 0 ? 1 + random.nextLong(Long.MAX_VALUE) : 1L << random.nextInt(45);
    }

    private Aggregation aggregation() {
        Predicate filter = random.nextInt(3) == 0 ? predicate(1) : Predicate.TRUE;
        return switch (random.nextInt(8)) {
            case 0 -> new Aggregation(Aggregation.Function.COUNT, null, filter, 0);
            case 1 -> new Aggregation(Aggregation.Function.COUNT, field(), filter, 0);
            case 2 -> new Aggregation(Aggregation.Function.SUM, summable(), filter, 0);
            case 3 -> new Aggregation(Aggregation.Function.AVG, metric(), filter, 0);
            case 4 -> new Aggregation(Aggregation.Function.MIN, field(), filter, 0);
            case 5 -> new Aggregation(Aggregation.Function.MAX, field(), filter, 0);
            case 6 -> new Aggregation(Aggregation.Function.COUNT_DISTINCT, field(), filter, 0);
            default ->
                new Aggregation(
                        Aggregation.Function.PERCENTILE,
                        ranked(),
                        filter,
                        pick(List.of(0.0, 0.5, 0.95, 1.0, random.nextDouble())));
        };
    }

    AggregateRequest aggregate() {
        List<GroupKey> keys = new ArrayList<>();
        List<Aggregation> aggregations = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            keys.add(key());
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            aggregations.add(aggregation());
        }
        List<Integer> sortable = new ArrayList<>();
        for (int column = 0; column < keys.size() + aggregations.size(); column++) {
            if (column < keys.size() || exact(aggregations.get(column - keys.size()))) {
                sortable.add(column);
            }
        }
        return new AggregateRequest(tableId, range(), filter(), keys, aggregations, order(sortable), offset(), limit());
    }

    /** Sums of decimals and means of large numbers may differ from the exact one in their last bit, so that they give no order. */
    private static boolean exact(Aggregation aggregation) {
        if (!(aggregation.field() instanceof Field.Column field)) {
            return true;
        }
        boolean inexact = List.of("decimals", "huge", "large", "seen", "seldom").contains(field.name());
        return switch (aggregation.function()) {
            case SUM -> field.type() == ValueType.LONG || !inexact;
            case AVG -> !inexact;
            default -> true;
        };
    }

    private List<SortKey> order(List<Integer> columns) {
        List<SortKey> order = new ArrayList<>();
        if (!columns.isEmpty() && random.nextInt(3) > 0) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                order.add(new SortKey(pick(columns), random.nextBoolean(), random.nextBoolean()));
            }
        }
        return order;
    }

    private long offset() {
        return random.nextInt(3) == 0 ? random.nextInt(10) : 0;
    }

    private long limit() {
        return random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(20);
    }

    RowsRequest rows() {
        List<Field> fields = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            columns.add(fields.size());
            fields.add(field());
        }
        return new RowsRequest(tableId, range(), filter(), fields, order(columns), offset(), limit());
    }
}
