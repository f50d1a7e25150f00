package io.truenow.sql.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.sql.Events;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TailsTest {

    private static final long T0 = 1_754_772_362_000_000L;

    private final MemoryLog log = new MemoryLog();
    private long nanos;
    private final Tails tails = new Tails(log, 2, () -> nanos);

    /** A message as a receiver sees it. */
    private record Message(String id, String event, String data) {}

    /** Reads until it has enough messages and is gone. */
    private static final class Receiver extends OutputStream {

        private final StringBuilder text = new StringBuilder();
        private final int wanted;

        Receiver(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public void write(int b) {
            text.append((char) b);
        }

        @Override
        public void flush() throws IOException {
            if (messages().size() >= wanted) {
                throw new IOException("gone");
            }
        }

        List<Message> messages() {
            List<Message> messages = new ArrayList<>();
            String id = "";
            String event = "";
            for (String line : text.toString().lines().toList()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    messages.add(new Message(id, event, line.substring(6)));
                    event = "";
                }
            }
            return messages;
        }
    }

    private static TailRequest request(String from, Map<String, String> dimensions, int perSecond) {
        return new TailRequest(Principal.LOCAL, "shop", "orders", dimensions, from, perSecond);
    }

    private List<Message> read(TailRequest request, int wanted) {
        Receiver receiver = new Receiver(wanted);
        try (Tails.Tail tail = tails.begin(request)) {
            assertThatThrownBy(() -> tail.writeTo(receiver, true)).hasMessage("gone");
        }
        return receiver.messages();
    }

    private static List<String> ids(List<Message> messages) {
        return messages.stream()
                .filter(message -> message.event().isEmpty())
                .map(message -> message.data().replaceAll(".*\"event_id\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private void append(int partition, String tenant, String namespace, String table, Events events) {
        TableRef ref = new TableRef(tenant, namespace, table);
        var columns = events.build();
        log.append(
                partition,
                new EventBatch(
                        new BatchHeader(
                                BatchKind.INSERT,
                                Events.id(ref),
                                ref,
                                TableSettings.DEFAULT,
                                1,
                                0,
                                1,
                                T0 + 7,
                                List.of(new RequestSpan(0, "local", "r", 0))),
                        columns));
    }

    private void threeRecords() {
        append(
                3,
                "default",
                "shop",
                "orders",
                new Events()
                        .add("o1", T0, Map.of("region", "eu", "amount", 1.5))
                        .add("o2", T0 + 1, Map.of("region", "us", "amount", 2))
                        .add("o3", T0 + 2, Map.of("amount", 3)));
        append(3, "other", "shop", "orders", new Events().add("theirs", T0, Map.of("region", "eu")));
        append(3, "default", "shop", "returns", new Events().add("r1", T0, Map.of("region", "eu")));
        append(5, "default", "market", "orders", new Events().add("m1", T0, Map.of("region", "eu")));
        append(
                7,
                "default",
                "shop",
                "orders",
                new Events()
                        .add("o4", T0 + 3, Map.of("region", "eu", "city", "Köln"))
                        .add("o5", T0 + 4, Map.of("region", "eu")));
    }

    @Test
    void eventsOfTheTableAreShownWithAllTheyHave() {
        threeRecords();

        List<Message> messages = read(request("beginning", Map.of(), 0), 6);

        assertThat(messages.getFirst()).isEqualTo(new Message("", "start", "{\"known\":true}"));
        assertThat(messages.get(1).data())
                .isEqualTo("{\"namespace\":\"shop\",\"table\":\"orders\",\"event_id\":\"o1\",\"event_time\":" + T0
                        + ",\"ingest_time\":" + (T0 + 7)
                        + ",\"position\":\"3:0:0\",\"dimensions\":{\"region\":\"eu\"},\"metrics\":{\"amount\":1.5}}");
        assertThat(ids(messages)).containsExactly("o1", "o2", "o3", "o4", "o5");
    }

    @Test
    void behindEachMessageAStreamGoesOnWithoutAGapAndWithoutRepeats() {
        threeRecords();
        List<Message> all = read(request("beginning", Map.of(), 0), 6);

        for (int seen = 1; seen <= 5; seen++) {
            String id = all.get(seen).id();
            List<Message> rest = seen == 5 ? List.of() : read(request(id, Map.of(), 0), 6 - seen);
            assertThat(ids(rest)).as("behind [%s]", id).isEqualTo(ids(all).subList(seen, 5));
        }
    }

    @Test
    void fromNowOnlyWhatComesIsShown() throws IOException {
        threeRecords();
        try (Tails.Tail tail = tails.begin(request("now", Map.of(), 0))) {
            append(3, "default", "shop", "orders", new Events().add("o6", T0, Map.of("region", "eu")));
            Receiver receiver = new Receiver(2);
            assertThatThrownBy(() -> tail.writeTo(receiver, true)).hasMessage("gone");
            assertThat(ids(receiver.messages())).containsExactly("o6");
        }
    }

    @Test
    void anEventMustHaveAllWantedValues() {
        threeRecords();

        assertThat(ids(read(request("beginning", Map.of("region", "eu"), 0), 4)))
                .containsExactly("o1", "o4", "o5");
        assertThat(ids(read(request("beginning", Map.of("region", "eu", "city", "Köln"), 0), 2)))
                .containsExactly("o4");
    }

    @Test
    void allTablesOfANamespaceAreShownWithoutATable() {
        threeRecords();
        TailRequest all = new TailRequest(Principal.LOCAL, "shop", null, Map.of(), "beginning", 0);

        assertThat(ids(read(all, 7))).containsExactly("o1", "o2", "o3", "r1", "o4", "o5");
    }

    @Test
    void whatIsBeyondTheRateIsCountedAndSaid() {
        threeRecords();
        Receiver receiver = new Receiver(4);
        try (Tails.Tail tail = tails.begin(request("beginning", Map.of(), 2))) {
            OutputStream clocked = new OutputStream() {
                @Override
                public void write(int b) {
                    receiver.write(b);
                }

                @Override
                public void flush() throws IOException {
                    receiver.flush();
                    nanos += 600_000_000L;
                }
            };
            assertThatThrownBy(() -> tail.writeTo(clocked, true)).hasMessage("gone");
        }
        assertThat(ids(receiver.messages())).containsExactly("o1", "o2");
        assertThat(receiver.messages().getLast().event()).isEqualTo("left-out");
        assertThat(receiver.messages().getLast().data()).isEqualTo("{\"events\":3}");
    }

    @Test
    void behindWhatWasLeftOutAStreamGoesOnWithTheNextEvent() {
        append(
                3,
                "default",
                "shop",
                "orders",
                new Events().add("o1", T0, Map.of("a", 1)).add("o2", T0, Map.of("a", 2)));
        append(7, "default", "shop", "orders", new Events().add("o3", T0, Map.of("a", 3)));
        Receiver receiver = new Receiver(1_000);
        // Each look at the clock is a part of a second later than the one before.
        TailStream stream = new TailStream(
                request("beginning", Map.of(), 1), new TailPosition(), receiver, () -> nanos += 300_000_000L, 1L << 60);
        assertThatCode(() -> {
                    for (var entry : log.open(new long[16]).next(java.time.Duration.ZERO)) {
                        stream.write(entry);
                    }
                })
                .doesNotThrowAnyException();
        Message leftOut = receiver.messages().stream()
                .filter(message -> message.event().equals("left-out"))
                .findFirst()
                .orElseThrow();
        List<Message> messages = receiver.messages();
        String next = ids(messages.subList(messages.indexOf(leftOut), messages.size()))
                .getFirst();

        assertThat(ids(read(request(leftOut.id(), Map.of(), 0), 2)).getFirst()).isEqualTo(next);
    }

    @Test
    void aRecordThatCannotBeReadEndsTheStreamWithAReason() throws IOException {
        threeRecords();
        log.corruptFrom(0);
        Receiver receiver = new Receiver(9);
        try (Tails.Tail tail = tails.begin(request("beginning", Map.of(), 0))) {
            tail.writeTo(receiver, false);
        }
        assertThat(receiver.messages())
                .containsExactly(
                        new Message("", "start", "{\"known\":false}"),
                        new Message(
                                "",
                                "error",
                                "{\"code\":\"CORRUPT_RECORD\",\"error\":\"The log cannot be read any further.\"}"));
    }

    @Test
    void asManyRunAsMayAndPlacesComeBack() {
        try (Tails.Tail one = tails.begin(request("now", Map.of(), 0));
                Tails.Tail two = tails.begin(request("now", Map.of(), 0))) {
            assertThat(tails.open()).isEqualTo(2);
            assertThatThrownBy(() -> tails.begin(request("now", Map.of(), 0)))
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
        }
        assertThat(tails.open()).isZero();
        assertThat(tails.refused()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "3", "3:", "99:1", "3:1.x", "3:1,,4:1", "-1:2", "3:99"})
    void whatIsNoPlaceOfTheLogIsRefusedAndTakesNoPlace(String from) {
        threeRecords();

        assertThatThrownBy(() -> tails.begin(request(from, Map.of(), 0)))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_QUERY));
        assertThat(tails.open()).isZero();
    }

    @Test
    void closingEndsThoseThatRun() throws IOException {
        tails.close();
        Receiver receiver = new Receiver(9);
        try (Tails.Tail tail = tails.begin(request("now", Map.of(), 0))) {
            tail.writeTo(receiver, true);
        }
        assertThat(receiver.messages()).hasSize(1);
    }
}
