package io.truenow.bench.part;

import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import io.truenow.bench.workload.Shop;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.ingest.DoorThreads;
import io.truenow.command.ingest.GroupCommit;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestDoor;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.command.ingest.Ticker;
import io.truenow.command.ingest.line.LineProtocol;
import io.truenow.events.access.Principal;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The ingest door from the bytes of a request to its columns and its answer, without HTTP and without a log, on one thread, in
 * nanoseconds an event of W1: what decoding costs in each dialect.
 *
 * <p>{@code ./truenow bench jmh IngestDoorBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
public class IngestDoorBenchmark {

    private static final int EVENTS = 1_000;

    private final IngestSettings settings = IngestSettings.defaults();
    private final StreamFormat line = LineProtocol.of("bench", "us");
    private byte[] batch = new byte[0];
    private byte[] lines = new byte[0];
    private byte[] points = new byte[0];
    private IngestDoor door = door(settings);

    /** Makes the bodies. */
    @Setup
    public void prepare() {
        batch = Bodies.text(Dialect.JSON_BATCH, 0, EVENTS);
        StringBuilder ndjson = new StringBuilder(EVENTS * 280);
        for (int event = 0; event < EVENTS; event++) {
            ndjson.append(new String(Bodies.text(Dialect.JSON_EVENT, event, 1), StandardCharsets.US_ASCII))
                    .append('\n');
        }
        lines = ndjson.toString().getBytes(StandardCharsets.US_ASCII);
        points = Bodies.text(Dialect.LINE, 0, EVENTS);
    }

    /** Ends the door. */
    @TearDown
    public void end() {
        door.close();
    }

    /** {@code POST /v1/batch}. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public JsonAnswer jsonBatch() throws IOException {
        return taken(door.ingest(call(true, false, batch.length), new ByteArrayInputStream(batch)));
    }

    /** NDJSON; each line names its table. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public JsonAnswer jsonLines() throws IOException {
        return taken(door.ingest(call(false, true, -1), new ByteArrayInputStream(lines)));
    }

    /** {@code POST /write}; ids are made from the content. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public JsonAnswer lineProtocol() throws IOException {
        return taken(door.stream(
                call(false, false, -1),
                new ByteArrayInputStream(points),
                line,
                outcome -> new JsonAnswer(outcome.failure() == null ? 204 : 500, new byte[0], 0),
                refusal -> new JsonAnswer(400, new byte[0], 0)));
    }

    private static JsonAnswer taken(JsonAnswer answer) {
        if (answer.status() >= 300) {
            throw new IllegalStateException("The door answered [" + answer.status() + "].");
        }
        return answer;
    }

    private static IngestCall call(boolean batch, boolean ndjson, int length) {
        return new IngestCall(Principal.LOCAL, "bench", null, null, batch, false, null, ndjson, false, false, length);
    }

    private static IngestDoor door(IngestSettings settings) {
        TableDirectory tables = new TableDirectory(
                new CatalogCache(),
                DefaultCommandGateway.builder()
                        .commandBus(SimpleCommandBus.builder().build())
                        .build(),
                CatalogSettings.DEFAULT);
        return new IngestDoor(
                settings,
                new GroupCommit(settings.group(), IngestDoorBenchmark::accepted),
                tables,
                () -> Shop.timeMicros(EVENTS),
                new IngestMeters(),
                new DoorThreads(Runnable::run, Executors.newVirtualThreadPerTaskExecutor(), Ticker.NEVER));
    }

    private static IngestOutcome accepted(IngestBatch command) {
        return new IngestOutcome(command.requests().stream()
                .map(request ->
                        new IngestOutcome.RequestOutcome(request.events().rows(), List.of(), List.of(), null))
                .toList());
    }
}
