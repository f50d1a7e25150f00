package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.control.ControlSettings;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventBatchCodec;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.Rejection;
import io.truenow.events.ingest.RequestSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestHandlerTest {

    private static final TableRef TABLE = new TableRef("default", "n", "t");

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void event(EventColumnsBuilder builder, String id, long time, String dimension, String value) {
        byte[] idBytes = utf8(id);
        byte[] name = utf8(dimension);
        byte[] text = utf8(value);
        builder.beginRow();
        builder.id(idBytes, 0, idBytes.length);
        builder.eventTimeMicros(time);
        builder.setDimension(builder.dimension(name, 0, name.length), text, 0, text.length);
        builder.endRow();
    }

    /** Events whose index in the request is twice their row. */
    private static IngestRequest request(EventColumns events, boolean atomic) {
        return new IngestRequest(
                Principal.LOCAL,
                "r-1",
                events,
                IntStream.range(0, events.rows()).map(i -> 2 * i).toArray(),
                atomic);
    }

    private static EventColumns events(int count, int valueLength) {
        EventColumnsBuilder builder = new EventColumnsBuilder(count);
        for (int i = 0; i < count; i++) {
            String padding = "x".repeat(valueLength);
            event(builder, "id-" + i, Gateway.NOW, "d", valueLength == 0 ? "v" : i + padding);
        }
        return builder.build();
    }

    private static CatalogSettings catalog(TableSettings settings) {
        return new CatalogSettings(new ControlSettings(5_000, 0, 20), settings);
    }

    @Test
    void splitsByEncodedSizeAndKeepsOrderSpansAndPositions() {
        try (Gateway gateway = new Gateway()) {
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(3000, 1000), false));
            List<EventBatchAccepted> facts = gateway.log.facts();

            assertThat(outcome.accepted()).isEqualTo(3000);
            assertThat(facts).hasSizeBetween(4, 8);
            assertThat(facts)
                    .allSatisfy(f -> assertThat(f.encoded().length).isLessThanOrEqualTo(EventBatchCodec.MAX_BYTES));
            assertThat(gateway.log.ids())
                    .isEqualTo(IntStream.range(0, 3000).mapToObj(i -> "id-" + i).toList());
            int ordinal = 0;
            for (EventBatchAccepted fact : facts) {
                assertThat(fact.batch().header().requests())
                        .containsExactly(new RequestSpan(0, "local", "r-1", ordinal));
                ordinal += fact.batch().events().rows();
            }
            assertThat(outcome.positions()).hasSameSizeAs(facts);
            assertThat(outcome.positions()).extracting(p -> p.offset()).isSorted();
        }
    }

    @Test
    void aRecordHoldsNoMoreEventsThanTheConfigurationSays() {
        try (Gateway gateway = new Gateway()) {
            gateway.maxRecordEvents.set(4);
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(10, 0), false));

            assertThat(outcome.accepted()).isEqualTo(10);
            assertThat(gateway.log.facts())
                    .extracting(f -> f.batch().events().rows())
                    .containsExactly(3, 3, 4);
            assertThat(gateway.log.ids())
                    .isEqualTo(IntStream.range(0, 10).mapToObj(i -> "id-" + i).toList());

            RequestOutcome whole = gateway.group.submit(TABLE, request(events(5, 1), true));
            assertThat(whole.accepted()).isZero();
            assertThat(Objects.requireNonNull(whole.failure()).code()).isEqualTo(ErrorCode.ATOMIC_TOO_LARGE);
            gateway.maxRecordEvents.set(5);
            assertThat(gateway.group.submit(TABLE, request(events(5, 1), true)).accepted())
                    .isEqualTo(5);
        }
    }

    @Test
    void refusesAnEventThatNoRecordCanHold() {
        try (Gateway gateway = new Gateway()) {
            EventColumnsBuilder builder = new EventColumnsBuilder(3);
            event(builder, "a", Gateway.NOW, "d", "small");
            event(builder, "b", Gateway.NOW, "d", "x".repeat(800_000));
            event(builder, "c", Gateway.NOW, "d", "small");
            RequestOutcome outcome = gateway.group.submit(TABLE, request(builder.build(), false));

            assertThat(outcome.accepted()).isEqualTo(2);
            assertThat(outcome.rejections()).extracting(Rejection::index).containsExactly(2);
            assertThat(outcome.rejections().getFirst().code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(gateway.log.ids()).containsExactly("a", "c");
            assertThat(gateway.log.facts().getFirst().encoded().length).isLessThan(1000);
        }
    }

    @Test
    void storesTheTableBeforeItsFirstBatch() {
        try (Gateway gateway = new Gateway()) {
            gateway.log.answers(n -> gateway.controlPlane.facts().stream().anyMatch(TableCreated.class::isInstance)
                    ? new Append.Durable(0, n)
                    : new Append.Refused("the table is not stored yet"));

            assertThat(gateway.group.submit(TABLE, request(events(1, 0), false)).accepted())
                    .isEqualTo(1);
        }
    }

    @Test
    void takesTheRequestsWithKnownColumnsOfAGroupWhileTheCatalogueIsAway() {
        try (Gateway gateway = new Gateway(IngestSettings.defaults(), catalog(TableSettings.DEFAULT))) {
            gateway.group.submit(TABLE, request(events(1, 0), false));
            gateway.controlPlane.away(true);
            EventColumnsBuilder builder = new EventColumnsBuilder(1);
            event(builder, "new", Gateway.NOW, "e", "1");
            IngestOutcome outcome = gateway.handler.handle(
                    new IngestBatch(TABLE, List.of(request(builder.build(), false), request(events(2, 0), false))));

            RequestOutcome refused = outcome.requests().getFirst();
            assertThat(refused.accepted()).isZero();
            assertThat(Objects.requireNonNull(refused.failure()).code()).isEqualTo(ErrorCode.CATALOG_UNAVAILABLE);
            assertThat(outcome.requests().get(1).accepted()).isEqualTo(2);
            assertThat(outcome.requests().get(1).failure()).isNull();
            assertThat(gateway.log.ids()).containsExactly("id-0", "id-0", "id-1");
        }
    }

    @Test
    void saysUnknownWhenTheLogBreaksOff() {
        try (Gateway gateway = new Gateway()) {
            gateway.log.answers(n -> {
                throw new IllegalStateException("gone");
            });
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(3, 0), false));

            assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(ErrorCode.UNKNOWN_OUTCOME);
        }
    }

    @Test
    void placesEachEventInItsShard() {
        TableSettings shards = new TableSettings(5, TableSettings.UNBOUNDED, TableSettings.UNBOUNDED);
        try (Gateway gateway = new Gateway(IngestSettings.defaults(), catalog(shards))) {
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(500, 0), false));

            assertThat(outcome.accepted()).isEqualTo(500);
            assertThat(gateway.log.facts()).hasSize(5);
            for (EventBatchAccepted fact : gateway.log.facts()) {
                EventColumns events = fact.batch().events();
                for (int i = 0; i < events.rows(); i++) {
                    byte[] id = utf8(events.ids().text(i));
                    assertThat(Placement.shard(id, 0, id.length, 5))
                            .isEqualTo(fact.batch().header().shard());
                }
            }
            assertThat(gateway.log.ids()).hasSize(500).doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesOnlyEventsBeyondTheColumnQuota() {
        IngestSettings settings = IngestSettings.defaults();
        IngestSettings.Event e = settings.event();
        IngestSettings narrow = new IngestSettings(
                settings.body(),
                new IngestSettings.Event(
                        e.maxStringLength(),
                        e.maxDepth(),
                        e.maxNumberLength(),
                        e.maxIdBytes(),
                        e.maxAheadMicros(),
                        3,
                        10),
                settings.group(),
                1,
                10,
                1000);
        try (Gateway gateway = new Gateway(narrow, CatalogSettings.DEFAULT)) {
            gateway.group.submit(TABLE, request(events(1, 0), false));
            EventColumnsBuilder builder = new EventColumnsBuilder(4);
            event(builder, "a", Gateway.NOW, "e", "1");
            event(builder, "b", Gateway.NOW, "f", "1");
            event(builder, "c", Gateway.NOW, "g", "1");
            event(builder, "d", Gateway.NOW, "d", "1");
            RequestOutcome outcome = gateway.group.submit(TABLE, request(builder.build(), false));

            assertThat(outcome.accepted()).isEqualTo(3);
            assertThat(outcome.rejections()).hasSize(1);
            assertThat(outcome.rejections().getFirst().eventId()).isEqualTo("c");
            assertThat(outcome.rejections().getFirst().code()).isEqualTo(ErrorCode.COLUMN_LIMIT);
            assertThat(outcome.rejections().getFirst().pointer()).isEqualTo("/dimensions/g");
            assertThat(Objects.requireNonNull(gateway.directory.find(TABLE)).columns())
                    .hasSize(3);
        }
    }

    @Test
    void refusesEventsOlderThanTheRetention() {
        TableSettings day = new TableSettings(1, TableSettings.UNBOUNDED, 86_400_000_000L);
        try (Gateway gateway = new Gateway(IngestSettings.defaults(), catalog(day))) {
            EventColumnsBuilder builder = new EventColumnsBuilder(2);
            event(builder, "old", Gateway.NOW - 86_400_000_001L, "d", "1");
            event(builder, "edge", Gateway.NOW - 86_400_000_000L, "d", "1");
            RequestOutcome outcome = gateway.group.submit(TABLE, request(builder.build(), false));

            assertThat(gateway.log.ids()).containsExactly("edge");
            assertThat(outcome.rejections().getFirst().code()).isEqualTo(ErrorCode.TOO_OLD);
        }
    }

    @Test
    void takesAnAtomicRequestOnlyAsOneRecord() {
        try (Gateway gateway = new Gateway()) {
            RequestOutcome small = gateway.group.submit(TABLE, request(events(100, 10), true));
            RequestOutcome large = gateway.group.submit(TABLE, request(events(3000, 1000), true));

            assertThat(small.accepted()).isEqualTo(100);
            assertThat(large.accepted()).isZero();
            assertThat(Objects.requireNonNull(large.failure()).code()).isEqualTo(ErrorCode.ATOMIC_TOO_LARGE);
            assertThat(gateway.log.facts()).hasSize(1);
        }
    }

    @Test
    void namesTheDurableIndexesWhenTheLogFailsInTheMiddle() {
        try (Gateway gateway = new Gateway()) {
            gateway.log.answers(n -> switch (n) {
                case 0 -> new Append.Durable(3, 17);
                case 1 -> new Append.Refused("full");
                default -> new Append.NotTried();
            });
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(3000, 1000), false));
            int durable = gateway.log.facts().getFirst().batch().events().rows();

            assertThat(outcome.accepted()).isEqualTo(durable);
            assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(ErrorCode.UNKNOWN_OUTCOME);
            assertThat(outcome.failure().durableIndexes())
                    .isEqualTo(IntStream.range(0, durable).map(i -> 2 * i).toArray());
        }
    }

    @Test
    void saysThatNothingIsInTheLogWhenItRefused() {
        try (Gateway gateway = new Gateway()) {
            gateway.log.answers(n -> new Append.Refused("full"));
            RequestOutcome outcome = gateway.group.submit(TABLE, request(events(3, 0), false));

            assertThat(Objects.requireNonNull(outcome.failure()).code()).isEqualTo(ErrorCode.LOG_UNAVAILABLE);
        }
    }

    @Test
    void passesTheWatermarkOn() {
        try (Gateway gateway = new Gateway()) {
            gateway.gate.watermark = 42L;

            assertThat(gateway.group.submit(TABLE, request(events(1, 0), false)).watermarkMicros())
                    .isEqualTo(42L);
        }
    }
}
