package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.sql.exec.PositionGate;
import io.truenow.sql.exec.PositionSettings;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.AppliedLog;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.OpenConnections;
import io.truenow.sql.port.ServerFigures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SystemTablesTest {

    private static final Shop SHOP = new Shop(11);
    private static final SqlEngine ENGINE = SHOP.engine(SqlSettings.DEFAULT);

    private static List<List<String>> rows(String sql) {
        return Shop.rows(ENGINE, sql).stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();
    }

    @Test
    void figuresOfEachColumnAreThoseThatStatementsCount() {
        for (List<String> column :
                rows("select \"column\", role, nulls, non_null, distinct_values, min_value, max_value from sys.columns"
                        + " where namespace = 'production' and \"table\" = 'events' and role <> 'built-in'")) {
            String name = '"' + column.get(0) + '"';
            boolean dimension = column.get(1).equals("dimension");
            List<String> counted = rows("select count(*) - count(" + name + "), count(" + name + "), count(distinct "
                            + name + "), min(" + name + "), max(" + name + ") from production.events")
                    .getFirst();
            assertThat(column.subList(2, 4)).as(name).isEqualTo(counted.subList(0, 2));
            if (dimension) {
                assertThat(column.subList(4, 7)).as(name).isEqualTo(counted.subList(2, 5));
            } else {
                assertThat(column.get(4)).as(name).isEqualTo("null");
                assertThat(Double.parseDouble(column.get(5))).isEqualTo(Double.parseDouble(counted.get(3)));
                assertThat(Double.parseDouble(column.get(6))).isEqualTo(Double.parseDouble(counted.get(4)));
            }
        }
    }

    @Test
    void aTimeColumnHasItsExtremesAndAnIdHasNoneThatIsKnown() {
        List<List<String>> columns = rows(
                "select min_value, max_value, distinct_values, nulls, bytes from sys.columns where namespace ="
                        + " 'words' and \"column\" in ('event_id', 'event_time', 'event_time_us') order by \"position\"");
        assertThat(columns.get(0)).startsWith("null", "null", "null", "0");
        assertThat(columns.get(1))
                .startsWith("2025-08-09T20:46:02.000000Z", "2025-08-09T20:46:02.000001Z", "null", "0");
        assertThat(columns.get(2))
                .isEqualTo(List.of(String.valueOf(Shop.T0), String.valueOf(Shop.T0 + 1), "null", "0", "0"));
    }

    @Test
    void theLogicalPlanIsThatBeforeAnythingIsPushedDown() {
        String sql = "select module, count(*) from words.t group by module";
        assertThat(rows("explain plan without implementation for " + sql).toString())
                .contains("LogicalAggregate", "HotTierScan");
        assertThat(rows("explain plan for " + sql).toString())
                .contains("HotTierScan")
                .doesNotContain("LogicalAggregate");
    }

    @Test
    void segmentsAndTheirTablesAgree() {
        assertThat(rows("select sum(s.\"rows\"), sum(s.bytes) from sys.segments s"))
                .isEqualTo(rows("select sum(resident_rows), sum(segment_bytes) from sys.tables"));
        assertThat(rows("select distinct dictionary_bytes + segment_bytes - resident_bytes from sys.tables"))
                .isEqualTo(List.of(List.of("0")));
    }

    @Test
    void aTableWithoutEventsShowsItsSettingsAndNothingElse() {
        assertThat(rows("select shards, dedup_window_us, retention_us, segments, min_event_time_us from sys.tables"
                        + " where stored = 0"))
                .isEqualTo(List.of(List.of("1", "86400000000", "null", "0", "null")));
    }

    @Test
    void segmentsAndColumnsOfAnotherTenantAreNotThere() {
        for (String table : List.of("sys.segments", "sys.columns", "sys.tables")) {
            List<Object> names = new ArrayList<>();
            try (SqlCursor cursor =
                    ENGINE.execute(Shop.STRANGER, "select distinct \"table\" from " + table, List.of())) {
                while (cursor.next()) {
                    names.add(cursor.row()[0]);
                }
            }
            assertThat(names).as(table).containsExactly("private");
        }
    }

    @Test
    void aShardIsAsFarAsItsPartitionAndNoFurther() {
        SqlEngine engine = engine(new Known());
        assertThat(strings(engine, Shop.LOCAL, """
                        select shard, "partition", applied_offset, next_offset, log_end, lag_records, "rows", evicted_rows, segments
                        from sys.shards where namespace = 'production' and "table" = 'events'"""))
                .containsExactly(List.of("0", "0", "0", "1", "7", "6", String.valueOf(Shop.EVENTS), "0", "1"));
        assertThat(strings(engine, Shop.LOCAL, """
                        select applied_offset, "rows", bytes, watermark_us, lag_us from sys.shards where "table" = 'planned'""")).containsExactly(List.of("null", "0", "0", "null", "null"));
        assertThat(strings(ENGINE, Shop.LOCAL, "select distinct log_end, lag_records from sys.shards"))
                .as("without a log")
                .containsExactly(List.of("null", "null"));
        assertThat(strings(engine, Shop.LOCAL, "select sum(bytes) from sys.shards"))
                .isEqualTo(strings(engine, Shop.LOCAL, "select sum(bytes) from sys.segments"));
    }

    @Test
    void aTableHasItsWatermarkAndItsNewestEvent() {
        assertThat(rows("select watermark_us, lag_us, max_event_time_us, late from sys.watermarks where \"table\" = 't'"
                        + " and namespace = 'words'"))
                .isEqualTo(
                        List.of(List.of(String.valueOf(Shop.T0 + 1), "3599999999", String.valueOf(Shop.T0 + 1), "0")));
    }

    @Test
    void aStatementSeesItselfRunAndThoseBeforeItEnded() {
        SqlEngine engine = engine(ServerFigures.NONE);
        strings(engine, Shop.LOCAL, "select count(*) from words.t where module = 'kernel'");
        List<String> ended = strings(engine, Shop.LOCAL, """
                        select "user", state, started_us, ended_us - started_us - elapsed_us, rows_returned, bytes_returned, rows_out, sql
                        from sys.queries order by id""").getFirst();
        assertThat(ended)
                .containsExactly(
                        "local",
                        "done",
                        String.valueOf(Shop.T0 + 3_600_000_000L),
                        "0",
                        "1",
                        "8",
                        "1",
                        "select count(*) from words.t where module = 'kernel'");
        assertThat(strings(engine, Shop.LOCAL, "select state, ended_us from sys.queries order by id desc limit 1"))
                .containsExactly(List.of("running", "null"));
        assertThat(strings(
                        engine, Shop.LOCAL, "select count(*) from sys.queries a join sys.statements b on a.id = b.id"))
                .as("the older name of the same table")
                .containsExactly(List.of("4"));
    }

    @Test
    void connectionsAndStatementsAreThoseOfTheTenant() {
        SqlEngine engine = engine(ServerFigures.NONE);
        engine.show(caller ->
                List.of(new OpenConnections.Connection("of-" + caller.tenant(), "u", Shop.T0, 5, 2, "", "till")));
        strings(engine, Shop.LOCAL, "select 1");
        assertThat(strings(
                        engine,
                        Shop.STRANGER,
                        "select id, \"user\", opened_us, idle_us, statements, namespace, program from sys.connections"))
                .containsExactly(List.of("of-other", "u", String.valueOf(Shop.T0), "5", "2", "null", "till"));
        assertThat(strings(engine, Shop.STRANGER, "select distinct \"user\" from sys.queries"))
                .containsExactly(List.of("stranger"));
    }

    @Test
    void onlyAnOperatorSeesWhatOthersOfTheTenantAsk() {
        SqlEngine engine = engine(ServerFigures.NONE);
        Principal reader = new Principal(Principal.DEFAULT_TENANT, "reader", Role.READER);
        strings(engine, Shop.LOCAL, "select 1");
        strings(engine, reader, "select 2");

        String sql = "select distinct \"user\" from sys.queries order by 1";
        assertThat(strings(engine, reader, sql)).containsExactly(List.of("reader"));
        assertThat(strings(engine, new Principal(Principal.DEFAULT_TENANT, "operator", Role.OPERATOR), sql))
                .containsExactly(List.of(Shop.LOCAL.name()), List.of("operator"), List.of("reader"));
    }

    @Test
    void whatIsOfTheWholeServerIsForItsAdministratorOnly() {
        SqlEngine engine = engine(new Known());
        String sql =
                "select \"partition\", checkpoint, newest, taken_us, next_offset, files, bytes from sys.checkpoints";
        assertThat(strings(engine, Shop.LOCAL, sql))
                .containsExactly(List.of("3", "12", "true", String.valueOf(Shop.T0), "99", "4", "4096"));
        assertThat(strings(engine, Shop.STRANGER, sql)).isEmpty();
        assertThat(strings(engine, new Principal(Principal.DEFAULT_TENANT, "reader", Role.READER), sql))
                .isEmpty();
        assertThat(strings(engine, new Principal("other", "their-administrator", Role.ADMIN), sql))
                .isEmpty();
    }

    @Test
    void settingsMetersAndProcessorsAreTheServersAndForItsAdministrator() {
        SqlEngine engine = engine(new Known());
        Map<String, List<String>> expected = Map.of(
                "select name, \"key\", \"value\", source, place, secret from sys.settings",
                List.of("PASSWORD", "null", "***", "environment", "PASSWORD", "true"),
                "select name, tags, kind, \"value\" from sys.meters",
                List.of("m_total", "a=b", "counter", "1.5"),
                "select name, source, part, \"position\", lag, status, reason from sys.processors",
                List.of("hot-tier", "log", "3", "7", "2", "stopped", "It cannot be read."));
        expected.forEach((sql, row) -> {
            assertThat(strings(engine, Shop.LOCAL, sql)).as(sql).containsExactly(row);
            assertThat(strings(engine, Shop.STRANGER, sql)).as(sql).isEmpty();
        });
    }

    @Test
    void deadLettersAreThoseOfTheTenantsTables() {
        SqlEngine engine = engine(new Known());
        String sql =
                "select namespace, \"table\", shard, \"partition\", \"offset\", \"index\", event_id, reason from sys.dead_letters";
        String partition = String.valueOf(Placement.partition(Events.id(new TableRef("default", "words", "t")), 0));
        assertThat(strings(engine, Shop.LOCAL, sql))
                .containsExactly(List.of("words", "t", "0", partition, "5", "1", "e7", "CONFLICTING_DUPLICATE"));
        assertThat(strings(engine, Shop.STRANGER, sql)).isEmpty();
        assertThat(strings(ENGINE, Shop.LOCAL, sql)).isEmpty();
    }

    @Test
    void domainEventsOfAnotherTenantAreNotThere() {
        SqlEngine engine = engine(new Known());
        String sql =
                "select \"position\", time_us, type, aggregate_id, aggregate_sequence, address, payload from sys.domain_events";
        List<String> ours = List.of("4", "9", "TableCreated", "agg", "0", "10.0.0.7", "of us");
        List<String> theServers = List.of("5", "9", "Started", "null", "null", "null", "of nobody");
        assertThat(strings(engine, Shop.LOCAL, sql)).containsExactly(ours, theServers);
        assertThat(strings(engine, new Principal(Principal.DEFAULT_TENANT, "operator", Role.OPERATOR), sql))
                .containsExactly(ours);
        assertThat(strings(engine, new Principal("other", "operator", Role.OPERATOR), sql))
                .containsExactly(List.of("6", "9", "TableCreated", "agg2", "1", "10.0.0.8", "of them"));
        assertThat(strings(engine, new Principal(Principal.DEFAULT_TENANT, "writer", Role.WRITER), sql))
                .as("who changed what is not for everybody")
                .isEmpty();
    }

    private static SqlEngine engine(ServerFigures server) {
        return new SqlEngine(
                SHOP.reads,
                Shop.declared(),
                IngestFigures.NONE,
                server,
                new PositionGate(AppliedLog.NONE, PositionSettings.DEFAULT),
                () -> Shop.T0 + 3_600_000_000L,
                SqlSettings.DEFAULT,
                () -> true);
    }

    private static List<List<String>> strings(SqlEngine engine, Principal principal, String sql) {
        try (SqlCursor cursor = engine.execute(principal, sql, List.of())) {
            List<List<String>> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(Arrays.stream(cursor.row()).map(String::valueOf).toList());
            }
            return rows;
        }
    }

    /** A server that knows something. */
    private static final class Known implements ServerFigures {

        @Override
        public long logEnd(int partition) {
            return 7;
        }

        @Override
        public List<CheckpointFigures> checkpoints() {
            return List.of(new CheckpointFigures(3, 12, true, 99, Shop.T0, 4, 4096));
        }

        @Override
        public List<Processor> processors() {
            return List.of(new Processor("hot-tier", "log", 3, 7L, 2L, "stopped", "It cannot be read."));
        }

        @Override
        public List<Setting> settings() {
            return List.of(new Setting("PASSWORD", null, "***", "environment", "PASSWORD", true, "a secret"));
        }

        @Override
        public List<Meter> meters() {
            return List.of(new Meter("m_total", "a=b", "counter", 1.5, "help"));
        }

        @Override
        public List<DeadLetter> deadLetters(UUID tableId) {
            return tableId.equals(Events.id(new TableRef("default", "words", "t")))
                    ? List.of(new DeadLetter(0, 5, 1, "e7", "CONFLICTING_DUPLICATE"))
                    : List.of();
        }

        @Override
        public List<DomainEvent> domainEvents() {
            return List.of(
                    new DomainEvent(4, 9, "TableCreated", "agg", 0L, "default", "10.0.0.7", "of us"),
                    new DomainEvent(5, 9, "Started", null, null, null, null, "of nobody"),
                    new DomainEvent(6, 9, "TableCreated", "agg2", 1L, "other", "10.0.0.8", "of them"));
        }
    }
}
