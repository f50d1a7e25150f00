package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.ReadPin;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement that reads more than once sees one moment, though after each of its reads another event comes. */
class OneSnapshotTest {

    private static final TableRef TABLE = new TableRef("default", "ns", "t");
    private static final AtomicInteger EVENTS = new AtomicInteger();
    private static final AtomicInteger PINS = new AtomicInteger();

    private static void event(ReferenceReads reads) {
        int n = EVENTS.incrementAndGet();
        new Events().add("e" + n, Shop.T0 + n, Map.of("n", n)).into(reads, TABLE);
    }

    /** Reads that add an event to a table after each scan. */
    private record Growing(HotTierReads reads, ReferenceReads table) implements HotTierReads {

        @Override
        public List<TableInfo> tables(Principal principal) {
            return reads.tables(principal);
        }

        @Override
        public Optional<TableInfo> table(Principal principal, UUID tableId) {
            return reads.table(principal, tableId);
        }

        @Override
        public List<SegmentFigures> segments(Principal principal) {
            return reads.segments(principal);
        }

        @Override
        public IngestAudit audit(Principal principal) {
            return reads.audit(principal);
        }

        @Override
        public AggregateAnswer aggregate(AggregateRequest request, ScanContext context) {
            AggregateAnswer answer = reads.aggregate(request, context);
            event(table);
            return answer;
        }

        @Override
        public RowCursor rows(RowsRequest request, ScanContext context) {
            RowCursor cursor = reads.rows(request, context);
            event(table);
            return cursor;
        }

        @Override
        public ReadPin pin(Principal principal, Set<UUID> tables) {
            ReadPin pin = reads.pin(principal, tables);
            PINS.incrementAndGet();
            return new ReadPin() {
                @Override
                public HotTierReads reads() {
                    return new Growing(pin.reads(), table);
                }

                @Override
                public void close() {
                    PINS.decrementAndGet();
                    pin.close();
                }
            };
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select (select count(*) from ns.t) - (select count(n) from ns.t)",
                "select count(*) - count(b.n) from ns.t a left join ns.t b on a.n = b.n",
                "select count(*) from (select n from ns.t except select n from ns.t)",
                "select count(*) from ns.t a where not exists (select 1 from ns.t b where b.n = a.n)",
                "select count(*) from ns.t where n > (select max(n) from ns.t)"
            })
    void allScansOfAStatementSeeTheSame(String sql) {
        ReferenceReads table = new ReferenceReads();
        for (int i = 0; i < 5; i++) {
            event(table);
        }
        try (SqlEngine engine = new SqlEngine(
                new Growing(table, table), DeclaredTables.NONE, () -> Shop.T0, SqlSettings.DEFAULT, () -> true)) {
            int before = EVENTS.get();
            assertThat(Shop.rows(engine, sql)).containsExactly(List.of(0L));
            assertThat(EVENTS.get()).as("events that came meanwhile").isGreaterThan(before + 1);
            assertThat(PINS).as("snapshots that are still held").hasValue(0);
        }
    }
}
