package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.ingest.line.LineProtocol;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams of clients that pause: what a tick makes durable, and what it must not. */
@Timeout(60)
class SlowStreamTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
    private final HandTicker ticker = new HandTicker();
    private final AtomicBoolean busy = new AtomicBoolean();
    private Gateway gateway = gateway(new InlineExecutor());

    private Gateway gateway(ExecutorService commits) {
        return gateway(commits, LimitSettings.OFF);
    }

    private Gateway gateway(ExecutorService commits, LimitSettings limits) {
        IngestSettings.Body b = IngestSettings.Body.DEFAULT;
        IngestSettings settings = IngestSettings.defaults()
                .withBody(new IngestSettings.Body(
                        b.maxBytes(), b.maxRatio(), 1 << 16, 10, 1 << 16, b.maxBytesInFlight(), b.maxErrorsShown()))
                .withLineWaitMillis(400);
        Executor decoding = task -> {
            if (busy.get()) {
                throw new RejectedExecutionException();
            }
            task.run();
        };
        return new Gateway(
                settings,
                Gateway.CATALOG,
                new DoorThreads(decoding, commits, ticker),
                IngestLimits.of(limits, () -> 0));
    }

    @AfterEach
    void end() {
        clients.shutdownNow();
        gateway.close();
    }

    private static String line(int n) {
        return "{\"event_id\":\"" + n + "\",\"event_time\":1795132800000000}\n";
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private Future<JsonAnswer> begin(InputStream body, @Nullable String coding) {
        IngestCall call = new IngestCall(Principal.LOCAL, "r", "n", "t", true, false, coding, true, false, false, -1);
        return clients.submit(() -> gateway.door.ingest(call, body));
    }

    private static JsonNode json(Future<JsonAnswer> answer) throws Exception {
        return JSON.readTree(answer.get().body());
    }

    @Test
    void whatWaitsIsDurableAfterATickAndHalfALineIsNot() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0) + line(1) + line(2).substring(0, 20));

        assertThat(gateway.log.ids()).as("before the tick").isEmpty();
        ticker.tick();
        assertThat(gateway.log.ids()).isEqualTo(ids(2));

        client.send(line(2).substring(20) + line(3));
        assertThat(gateway.log.ids()).isEqualTo(ids(2));
        ticker.tick();
        assertThat(gateway.log.ids()).isEqualTo(ids(4));
        assertThat(gateway.meters.earlyBlocks()).isEqualTo(2);
        assertThat(gateway.meters.streamsOpen()).isEqualTo(1);

        client.send(line(4));
        client.end();
        assertThat(answer.get().status()).isEqualTo(202);
        assertThat(json(answer).get("events_received").intValue()).isEqualTo(5);
        assertThat(json(answer).get("events_accepted").intValue()).isEqualTo(5);
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(5);
        assertThat(gateway.log.ids()).isEqualTo(ids(5));
        assertThat(gateway.meters.streamsOpen()).isZero();
    }

    @Test
    void aTickWithoutNewLinesSendsNothing() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        ticker.tick();
        client.send(line(0) + "{\"event_id\"");
        ticker.tick();
        ticker.tick();

        assertThat(gateway.log.facts()).hasSize(1);
        client.breakOff();
        assertThat(answer.get().status()).isEqualTo(400);
        ticker.tick();
        assertThat(gateway.log.ids())
                .as("the half line of a client that is gone")
                .isEqualTo(ids(1));
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(1);
    }

    @Test
    void fullBlocksGoWithoutATickAndWhatIsLeftGoesWithIt() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 25).forEach(n -> lines.append(line(n)));
        client.send(lines.toString());

        assertThat(gateway.log.ids()).isEqualTo(ids(20));
        ticker.tick();
        assertThat(gateway.log.ids()).isEqualTo(ids(25));
        client.end();
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(25);
    }

    @Test
    void refusedLinesAreNamedByTheirPlaceInTheWholeStream() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0) + "\n{broken\n");
        ticker.tick();
        client.send(line(1) + "{broken\n");
        ticker.tick();
        client.end();

        assertThat(json(answer).get("errors").get(0).get("index").intValue()).isEqualTo(2);
        assertThat(json(answer).get("errors").get(1).get("index").intValue()).isEqualTo(4);
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(5);
        assertThat(gateway.log.ids()).isEqualTo(ids(2));
    }

    @ParameterizedTest
    @CsvSource({"LOG_UNAVAILABLE,503", "LAG_LIMIT,503", "STORAGE_FULL,507"})
    void aTickThatIsRefusedEndsTheStreamWithTheLastDurableLine(ErrorCode code, int status) throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0) + line(1));
        ticker.tick();
        gateway.gate.refusal = new TrueNowException(code, "No.");
        client.send(line(2));
        ticker.tick();
        gateway.gate.refusal = null;
        client.put(line(3));

        assertThat(answer.get().status()).isEqualTo(status);
        assertThat(json(answer).get("code").stringValue()).isEqualTo(code.name());
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(2);
        assertThat(json(answer).get("events_accepted").intValue()).isEqualTo(2);
        ticker.tick();
        assertThat(gateway.log.ids()).as("nothing follows what failed").isEqualTo(ids(2));
    }

    @Test
    void aTickBeyondTheRateEndsTheStreamWithTheLastDurableLine() throws Exception {
        gateway.close();
        gateway = gateway(new InlineExecutor(), new LimitSettings(0, 0, 2, 1, 1));
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0) + line(1));
        ticker.tick();
        client.send(line(2));
        ticker.tick();
        client.put(line(3));

        assertThat(answer.get().status()).isEqualTo(429);
        assertThat(answer.get().retryAfterSeconds()).isEqualTo(1);
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(2);
        assertThat(gateway.log.ids()).isEqualTo(ids(2));
    }

    @Test
    void aTickThatTheLogDoesNotAnswerHasAnUnknownOutcome() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0));
        ticker.tick();
        gateway.log.answers(n -> new Append.Unknown("time-out"));
        client.send(line(1));
        ticker.tick();
        client.breakOff();

        assertThat(answer.get().status())
                .as("the log failed before the client did")
                .isEqualTo(503);
        assertThat(json(answer).get("outcome").stringValue()).isEqualTo("unknown");
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(1);
    }

    @Test
    void aTickThatFindsNoRoomForDecodingIsShed() throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        client.send(line(0));
        ticker.tick();
        busy.set(true);
        client.send(line(1));
        ticker.tick();
        busy.set(false);
        client.put(line(2));

        assertThat(answer.get().status()).isEqualTo(503);
        assertThat(json(answer).get("code").stringValue()).isEqualTo("OVERLOADED");
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(1);
        assertThat(gateway.log.ids()).isEqualTo(ids(1));
    }

    @Test
    void whatComesWhileABlockIsUnderWayGoesTogetherAfterIt() throws Exception {
        gateway.close();
        gateway = gateway(Executors.newVirtualThreadPerTaskExecutor());
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, null);
        gateway.log.shut();
        client.send(line(0));
        ticker.tick();
        gateway.log.awaitAppend();
        client.send(line(1));
        ticker.tick();
        client.send(line(2));
        ticker.tick();
        assertThat(gateway.meters.earlyBlocks()).isEqualTo(1);

        gateway.log.letThrough(2);
        while (gateway.log.ids().size() < 3) {
            ticker.tick();
        }
        assertThat(gateway.log.ids()).isEqualTo(ids(3));
        assertThat(gateway.log.facts()).hasSize(2);
        client.end();
        assertThat(answer.get().status()).isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void packedLinesAreDurableOnceTheyAreUnpacked(String coding) throws Exception {
        SlowClient client = new SlowClient();
        Future<JsonAnswer> answer = begin(client, coding);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        OutputStream packing = coding.equals("gzip")
                ? new GZIPOutputStream(wire, 512, true)
                : new ZstdOutputStreamNoFinalizer(wire, 3);
        try (packing) {
            packing.write((line(0) + line(1) + "{\"event").getBytes(StandardCharsets.UTF_8));
            packing.flush();
            client.send(wire.toByteArray());
            ticker.tick();
            assertThat(gateway.log.ids()).isEqualTo(ids(2));
            wire.reset();
            packing.write(line(2).substring(7).getBytes(StandardCharsets.UTF_8));
        }
        client.put(wire.toByteArray());
        client.end();

        assertThat(answer.get().status()).as("%s", json(answer)).isEqualTo(202);
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(3);
        assertThat(gateway.log.ids()).isEqualTo(ids(3));
    }

    @Test
    void linesOfTheLineProtocolAreCutWhereTheyEnd() throws Exception {
        SlowClient client = new SlowClient();
        IngestCall call = new IngestCall(Principal.LOCAL, "r", null, null, false, false, null, false, false, false, -1);
        Future<JsonAnswer> answer = clients.submit(() -> gateway.door.stream(
                call,
                client,
                LineProtocol.of("n", "s"),
                outcome -> new JsonAnswer((int) outcome.durable(), new byte[0], 0),
                refusal -> new JsonAnswer(1_000, new byte[0], 0)));
        client.send("cpu v=1 1795132800\ncpu note=\"two\nlin");
        ticker.tick();
        assertThat(gateway.log.ids()).hasSize(1);
        client.send("es\" 1795132800\n");
        ticker.tick();
        assertThat(gateway.log.ids()).hasSize(2);
        client.end();
        assertThat(answer.get().status()).as("lines").isEqualTo(3);
    }

    @Test
    void ticksBesideTheReaderSendEachLineOnceAndInOrder() throws Exception {
        long early = 0;
        for (long seed = 1; seed <= 10; seed++) {
            early += sentByTicksBesideTheReader(seed);
        }
        // In a single run the reader may be through before a tick comes.
        assertThat(early).as("the ticks had something to do").isPositive();
    }

    private long sentByTicksBesideTheReader(long seed) throws Exception {
        gateway.close();
        gateway = gateway(Executors.newVirtualThreadPerTaskExecutor());
        int events = 1_000;
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, events).forEach(n -> lines.append(line(n)));
        AtomicLong ticks = new AtomicLong();
        Future<JsonAnswer> answer = begin(new Dripping(lines.toString(), new Random(seed), ticks), null);
        while (!answer.isDone()) {
            ticker.tick();
            ticks.incrementAndGet();
        }

        assertThat(answer.get().status()).isEqualTo(202);
        assertThat(gateway.log.ids()).isEqualTo(ids(events));
        assertThat(json(answer).get("events_received").intValue()).isEqualTo(events);
        assertThat(json(answer).get("last_durable_line").intValue()).isEqualTo(events);
        return gateway.meters.earlyBlocks();
    }

    /** Gives a few bytes a time, and now and then only after a tick. */
    private static final class Dripping extends ByteArrayInputStream {
        private final Random random;
        private final AtomicLong ticks;

        Dripping(String text, Random random, AtomicLong ticks) {
            super(text.getBytes(StandardCharsets.UTF_8));
            this.random = random;
            this.ticks = ticks;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            // Two more than now: one of them has begun and ended during this read.
            long enough = random.nextBoolean() ? ticks.get() + 2 : 0;
            while (ticks.get() < enough) {
                Thread.yield();
            }
            return super.read(target, from, Math.min(length, 1 + random.nextInt(300)));
        }
    }

    @Test
    void twoTicksFitInTheWaitAndTheDoorEndsThem() throws IOException {
        assertThat(ticker.millis()).isEqualTo(200);
        assertThat(ticker.hasEnded()).isFalse();
        gateway.door.close();
        assertThat(ticker.hasEnded()).isTrue();
    }
}
