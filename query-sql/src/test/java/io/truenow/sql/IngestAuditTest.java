package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.Placement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.IngestFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IngestAuditTest {

    private static final TableRef EVENTS = new TableRef("default", "production", "events");
    private static final TableRef PLANNED = new TableRef("default", "production", "planned");

    private final Shop shop = new Shop(3);
    private final SqlEngine engine =
            new SqlEngine(shop.reads, Shop.declared(), new Door(), () -> Shop.T0, SqlSettings.DEFAULT, () -> true);

    /** Accepted 700 events of one table, refused 9; the partition of the table without events is not read. */
    private static final class Door implements IngestFigures {
        @Override
        public long accepted(TableRef table) {
            return table.equals(EVENTS) ? 700 : 0;
        }

        @Override
        public long rejected(String tenant) {
            return tenant.equals("default") ? 9 : 1;
        }

        @Override
        public @Nullable String stopped(int partition) {
            return partition == Placement.partition(Events.id(PLANNED), 0) ? "a torn record" : null;
        }
    }

    @Test
    void eachShardSaysWhatBecameOfItsEventsAndTheDoorItsOwnRow() {
        shop.reads.add(
                EVENTS,
                Events.id(EVENTS),
                new Events().add("other-shard", Shop.T0, Map.of("region", "eu")).build(),
                1,
                4,
                11,
                0);

        assertThat(rows(Shop.LOCAL, """
                        select scope, shard, "partition", next_offset, applied_offset, logged, stored, duplicates, conflicting,
                          difference, resident_rows, evicted_rows, stopped, door_accepted, door_rejected
                        from sys.ingest_audit where "table" = 'events' or scope = 'door' order by scope desc, shard"""))
                .containsExactly(
                        "shard|0|0|1|0|600|600|0|0|0|600|0|null|700|null",
                        "shard|1|4|12|11|1|1|0|0|0|1|0|null|null|null",
                        "door|null|null|null|null|null|null|null|null|null|null|null|null|null|9");
    }

    @Test
    void sumsOverAllRowsCountNothingTwice() {
        assertThat(rows(
                        Shop.LOCAL,
                        "select sum(door_accepted), sum(door_rejected), sum(difference) from sys.ingest_audit"))
                .containsExactly("700|9|0");
    }

    @Test
    void aTableWithoutAppliedEventsIsThereWithTheReasonOfItsPartition() {
        assertThat(rows(
                        Shop.LOCAL,
                        "select logged, applied_offset, stopped from sys.ingest_audit where \"table\" = 'planned'"))
                .containsExactly("0|null|a torn record");
    }

    @Test
    void theListOfTablesNamesWhatItsPartitionsStoppedFor() {
        shop.reads.add(
                PLANNED,
                Events.id(PLANNED),
                new Events()
                        .add("applied-before", Shop.T0, Map.of("color", "red"))
                        .build());

        assertThat(rows(Shop.LOCAL, "select \"table\", stored, stopped from sys.tables where stopped is not null"))
                .containsExactly("planned|1|a torn record");
    }

    @Test
    void theListOfTablesNamesItBeforeTheFirstEventToo() {
        assertThat(rows(Shop.LOCAL, "select \"table\", stored, stopped from sys.tables where stopped is not null"))
                .containsExactly("planned|0|a torn record");
    }

    @Test
    void whatARecordHadThatStoppedAPartitionIsForWhoSeesTheWholeServer() {
        Principal tenants = new Principal(Principal.DEFAULT_TENANT, "operator", Role.OPERATOR);
        String sentence = "Partition [" + Placement.partition(Events.id(PLANNED), 0) + "] of the log has stopped.";
        for (String table : List.of("sys.tables", "sys.shards", "sys.ingest_audit")) {
            String sql = "select stopped from " + table + " where \"table\" = 'planned'";
            assertThat(rows(tenants, sql)).as(table).containsExactly(sentence);
            assertThat(rows(Shop.LOCAL, sql)).as(table).containsExactly("a torn record");
        }
    }

    @Test
    void aTenantSeesItsOwnTablesAndRefusalsOnly() {
        assertThat(rows(Shop.STRANGER, "select namespace, \"table\", door_rejected from sys.ingest_audit"))
                .containsExactlyInAnyOrder("production|private|null", "null|null|1");
        assertThat(rows(Shop.LOCAL, "select count(*) from sys.ingest_audit where \"table\" = 'private'"))
                .containsExactly("0");
    }

    private List<String> rows(Principal principal, String sql) {
        try (SqlCursor cursor = engine.execute(principal, sql, List.of())) {
            List<String> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(String.join(
                        "|", Arrays.stream(cursor.row()).map(String::valueOf).toList()));
            }
            return rows;
        }
    }
}
