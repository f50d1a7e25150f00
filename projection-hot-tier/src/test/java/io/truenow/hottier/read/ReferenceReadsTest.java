package io.truenow.hottier.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumnsBuilder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceReadsTest {

    private static final UUID TABLE = new UUID(1, 2);

    private final ReferenceReads reads = new ReferenceReads();

    @BeforeEach
    void fill() {
        EventColumnsBuilder events = new EventColumnsBuilder(4);
        event(events, "a", 10, "x", 1.5);
        event(events, "b", 20, "y", 2.5);
        event(events, "c", 30, "x", 4);
        reads.add(new TableRef("default", "n", "t"), TABLE, events.build());
    }

    private static void event(EventColumnsBuilder events, String id, long time, String kind, double value) {
        events.beginRow();
        events.id(bytes(id), 0, bytes(id).length);
        events.eventTimeMicros(time);
        events.setDimension(events.dimension(bytes("kind"), 0, 4), bytes(kind), 0, bytes(kind).length);
        events.setMetric(events.metric(bytes("value"), 0, 5), value);
        events.endRow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ScanContext context(String tenant) {
        return new ScanContext(
                new Principal(tenant, "test", Role.READER), () -> false, 100, 100, 1 << 20, new ScanStatistics());
    }

    @Test
    void groupsAreSummedOrderedAndCut() {
        AggregateRequest request = new AggregateRequest(
                TABLE,
                TimeRange.ALL,
                Predicate.TRUE,
                List.of(new GroupKey.ByField(Field.dimension("kind"))),
                List.of(Aggregation.of(Aggregation.Function.SUM, Field.metric("value"))),
                List.of(new SortKey(1, true, false)),
                0,
                1);
        ValueBlock block = reads.aggregate(request, context("default")).block();
        assertThat(block.rows()).isEqualTo(1);
        assertThat(block.columns().get(0).value(0)).isEqualTo("x");
        assertThat(block.columns().get(1).value(0)).isEqualTo(5.5);
    }

    @Test
    void rowsAreFilteredByTimeAndText() {
        RowsRequest request = new RowsRequest(
                TABLE,
                new TimeRange(11, 30),
                new Predicate.Compare(Field.dimension("kind"), Predicate.Comparison.EQUAL, "x"),
                List.of(Field.BuiltIn.EVENT_ID, Field.BuiltIn.INDEX),
                List.of(),
                0,
                Long.MAX_VALUE);
        try (RowCursor cursor = reads.rows(request, context("default"))) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.block().rows()).isEqualTo(1);
            assertThat(cursor.block().columns().get(0).value(0)).isEqualTo("c");
            assertThat(cursor.block().columns().get(1).value(0)).isEqualTo(2L);
            assertThat(cursor.next()).isFalse();
        }
    }

    @Test
    void aForeignTenantSeesNoTable() {
        RowsRequest request =
                new RowsRequest(TABLE, TimeRange.ALL, Predicate.TRUE, List.of(), List.of(), 0, Long.MAX_VALUE);
        assertThat(reads.tables(new Principal("other", "test", Role.ADMIN))).isEmpty();
        assertThatThrownBy(() -> reads.rows(request, context("other"))).isInstanceOf(TrueNowException.class);
    }

    @Test
    void aTableKnowsItsColumns() {
        TableInfo info = reads.table(Principal.LOCAL, TABLE).orElseThrow();
        assertThat(info.stored()).isEqualTo(3);
        assertThat(info.columns()).extracting(column -> column.spec().name()).containsExactly("kind", "value");
    }
}
