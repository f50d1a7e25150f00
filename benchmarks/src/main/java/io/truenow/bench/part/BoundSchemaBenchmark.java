package io.truenow.bench.part;

import io.truenow.command.binding.BoundSchema;
import io.truenow.command.binding.HeldEvents;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.SentAs;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A batch of a thousand events of ten fields, four of them different in each event, held against a schema that says something of each and
 * made typed columns; in events a second on one core.
 *
 * <p>{@code ./truenow bench jmh BoundSchemaBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BoundSchemaBenchmark {

    private static final int ROWS = 1_000;
    private static final String[] COUNTRIES = {"de", "fr", "us", "jp"};

    private final BoundSchema byColumn = compiled(SchemaValidatorBenchmark.DEFINITION);
    private final BoundSchema byEvent = compiled(SchemaValidatorBenchmark.DEFINITION.replace(
            "\"additionalProperties\":false", "\"additionalProperties\":false,\"minProperties\":1"));
    private EventColumns events = new EventColumnsBuilder(1).build();

    /** Makes the events. */
    @Setup
    public void prepare() {
        EventColumnsBuilder builder = new EventColumnsBuilder(ROWS);
        for (int i = 0; i < ROWS; i++) {
            builder.beginRow();
            byte[] id = utf8("e" + i);
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(1_795_132_800_000_000L + i);
            text(builder, "order_id", "o-" + (1_029_384_756L + i), SentAs.TEXT);
            text(builder, "at", "2026-11-20T10:11:12.%03dZ".formatted(i), SentAs.TEXT);
            text(builder, "country", COUNTRIES[i & 3], SentAs.TEXT);
            text(builder, "email", "someone" + i + "@example.org", SentAs.TEXT);
            text(builder, "sku", "AB-%04d".formatted(i), SentAs.TEXT);
            text(builder, "gift", i % 3 == 0 ? "true" : "false", SentAs.BOOLEAN);
            text(builder, "note", "note " + i % 10, SentAs.TEXT);
            metric(builder, "amount", i / 100.0);
            metric(builder, "quantity", 1 + i % 10);
            metric(builder, "discount", 0.05);
            builder.endRow();
        }
        events = builder.build();
        if (!byColumn.hold(events).misfits().isEmpty()
                || !byEvent.hold(events).misfits().isEmpty()) {
            throw new IllegalStateException("the events are not valid");
        }
    }

    /** Columns against a schema of properties. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public HeldEvents byColumn() {
        return byColumn.hold(events);
    }

    /** One event after the other, as a schema that says more of them needs it. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public HeldEvents byEvent() {
        return byEvent.hold(events);
    }

    private static void text(EventColumnsBuilder builder, String name, String value, byte kind) {
        byte[] key = utf8(name);
        byte[] text = utf8(value);
        builder.setDimension(builder.dimension(key, 0, key.length), text, 0, text.length, kind);
    }

    private static void metric(EventColumnsBuilder builder, String name, double value) {
        byte[] key = utf8(name);
        builder.setMetric(builder.metric(key, 0, key.length), value);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static BoundSchema compiled(String definition) {
        return BoundSchema.compile("the schema", SchemaDefinition.parse(definition));
    }
}
