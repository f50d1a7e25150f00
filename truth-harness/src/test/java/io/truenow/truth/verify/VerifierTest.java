package io.truenow.truth.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.verify.Difference.Kind;
import io.truenow.truth.verify.TableReport.State;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every planted difference must be found: a comparison that cannot fail would be worth nothing. */
class VerifierTest {

    private static final long WINDOW = 1_000;
    private static final TableName ORDERS = new TableName("shop", "orders");

    private final MemoryLog log = new MemoryLog();
    private final StatedServer server = new StatedServer();

    private static EventRow event(String id, double amount) {
        TreeMap<String, String> dimensions = new TreeMap<>();
        if (amount > 1) {
            dimensions.put("region", "r" + amount);
        }
        TreeMap<String, Double> metrics = new TreeMap<>();
        metrics.put("amount", amount);
        return new EventRow(id, 100 + (long) amount, 5, dimensions, metrics);
    }

    /** Two shards of one table, a duplicate, a conflict, and another table in the first shard's partition. */
    @BeforeEach
    void logAndServerThatAgree() {
        log.append(0, "orders", 0, WINDOW, 10, List.of(event("a", 1), event("b", 2), event("a", 1)));
        log.append(0, "other", 0, WINDOW, 11, List.of(event("x", 3)));
        log.append(0, "orders", 0, WINDOW, 12, List.of(event("b", 9), event("c", 0.1)));
        log.append(1, "orders", 1, WINDOW, 13, List.of(event("d", 4)));
        server.rows.put(
                "orders", new ArrayList<>(List.of(event("d", 4), event("a", 1), event("c", 0.1), event("b", 2))));
        server.rows.put("other", new ArrayList<>(List.of(event("x", 3))));
        server.shard("orders", 0, 0, 3, 2, 5, 3, 1);
        server.shard("orders", 1, 1, 1, 0, 1, 1, 0);
        server.shard("other", 0, 0, 3, 1, 1, 1, 0);
    }

    private VerifyReport verify() {
        return new Verifier(log, server, "default", null, look -> {}).run();
    }

    private TableReport orders(VerifyReport report) {
        return report.tables().stream()
                .filter(t -> t.table().equals(ORDERS))
                .findFirst()
                .orElseThrow();
    }

    private Difference only() {
        VerifyReport report = verify();
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(orders(report).state()).isEqualTo(State.DIFFERENT);
        assertThat(report.count(State.EQUAL)).as("the other table").isEqualTo(1);
        return orders(report).differences().getFirst();
    }

    @Test
    void whatAgreesIsEqualWithItsFigures() {
        VerifyReport report = verify();

        assertThat(report.tables()).extracting(TableReport::state).containsOnly(State.EQUAL);
        assertThat(report.exitCode()).isZero();
        assertThat(orders(report)).satisfies(t -> {
            assertThat(t.differences()).isEmpty();
            assertThat(List.of(t.logged(), t.inLog(), t.duplicates(), t.conflicting()))
                    .isEqualTo(List.of(6L, 4L, 1L, 1L));
            assertThat(t.served()).isEqualTo(4);
            assertThat(t.hashInLog()).isEqualTo(t.hashServed());
            assertThat(t.sums()).singleElement().satisfies(s -> assertThat(s.served())
                    .isEqualTo(7.1, org.assertj.core.data.Offset.offset(s.bound())));
        });
        assertThat(ReportForms.text(report))
                .contains("equal         shop.orders")
                .contains("equal: 2 tables equal");
        assertThat(ReportForms.json(report)).contains("\"state\" : \"equal\"").contains("\"conflicting\" : 1");
    }

    @Test
    void aDroppedTableIsNotMissed() {
        log.drop(0, "orders", 0);
        log.drop(1, "orders", 1);
        server.forget("orders");
        server.forget("other");
        server.rows("other").add(event("x", 3));
        server.shard("other", 0, 0, 4, 1, 1, 1, 0);

        VerifyReport report = verify();

        assertThat(report.exitCode()).isZero();
        assertThat(report.tables()).singleElement().satisfies(t -> {
            assertThat(t.table().table()).isEqualTo("other");
            assertThat(t.state()).isEqualTo(State.EQUAL);
        });
    }

    @Test
    void aDroppedTableThatIsServedStillIsNotCalledEqual() {
        log.drop(0, "orders", 0);
        log.drop(1, "orders", 1);
        server.shard("other", 0, 0, 4, 1, 1, 1, 0);

        assertThat(orders(verify()).state()).isEqualTo(State.NOT_VERIFIED);
    }

    @Test
    void aLostEventIsNamedWithItsPlaceInTheLog() {
        server.rows("orders").remove(event("c", 0.1));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.LOST);
        assertThat(first.eventId()).isEqualTo("c");
        assertThat(first.shard()).isZero();
        assertThat(first.position()).isEqualTo(new Position(0, 2, 1));
        assertThat(first.served()).isNull();
    }

    @Test
    void anEventThatIsServedTwiceIsNamed() {
        server.rows("orders").add(event("d", 4));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.DUPLICATED);
        assertThat(first.eventId()).isEqualTo("d");
        assertThat(first.position()).isEqualTo(new Position(1, 0, 0));
    }

    @Test
    void aChangedValueIsNamedWithItsColumnAndBothValues() {
        server.rows("orders").remove(event("a", 1));
        EventRow a = event("a", 1);
        TreeMap<String, Double> metrics = new TreeMap<>(a.metrics());
        metrics.put("amount", Math.nextUp(1.0));
        server.rows("orders").add(new EventRow("a", a.eventTimeMicros(), 5, a.dimensions(), metrics));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.CORRUPTED);
        assertThat(first.column()).isEqualTo("metric amount");
        assertThat(first.inLog()).isEqualTo("1.0");
        assertThat(first.served()).isEqualTo("1.0000000000000002");
        assertThat(first.position()).isEqualTo(new Position(0, 0, 0));
    }

    @Test
    void aNullIsAnotherValueThanAnEmptyText() {
        server.rows("orders").remove(event("a", 1));
        EventRow a = event("a", 1);
        server.rows("orders")
                .add(new EventRow(
                        "a", a.eventTimeMicros(), 5, new TreeMap<>(java.util.Map.of("region", "")), a.metrics()));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.CORRUPTED);
        assertThat(first.column()).isEqualTo("dimension region");
        assertThat(first.inLog()).isNull();
        assertThat(first.served()).isEmpty();
    }

    @Test
    void anEventThatNobodySentIsNamed() {
        server.rows("orders").add(event("ghost", 1));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.PHANTOM);
        assertThat(first.eventId()).isEqualTo("ghost");
        assertThat(first.position()).isNull();
    }

    @Test
    void aWrongCountIsFoundThoughEveryRowIsRight() {
        Served.Shard right = server.shards.removeFirst();
        server.shards.addFirst(new Served.Shard(
                right.table(),
                right.tableId(),
                0,
                0,
                right.nextOffset(),
                right.appliedOffset(),
                right.logged(),
                right.stored(),
                right.duplicates() + 1,
                right.conflicting() - 1,
                right.residentRows(),
                null,
                null));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.COUNT);
        assertThat(first.column()).isEqualTo("duplicates");
        assertThat(first.inLog()).isEqualTo("1");
        assertThat(first.served()).isEqualTo("2");
    }

    @Test
    void aWrongSumIsFoundThoughEveryRowIsRight() {
        server.addedToSums = 1e-9;
        VerifyReport report = verify();

        assertThat(orders(report).differences()).extracting(Difference::kind).containsOnly(Kind.SUM);
        assertThat(report.exitCode()).isEqualTo(1);
    }

    @Test
    void aTableThatTheServerHasForgottenIsLost() {
        server.shards.removeIf(s -> s.table().equals(ORDERS));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.LOST);
        assertThat(first.column()).isEqualTo("the whole table");
    }

    @Test
    void anIdComesBackAfterItsWindowAndCountsAgain() {
        log.append(0, "orders", 0, WINDOW, 1_009, List.of(event("a", 1)));
        log.append(0, "orders", 0, WINDOW, 1_010, List.of(event("a", 5)));
        server.rows("orders").add(event("a", 5));
        server.shards.removeFirst();
        server.shard("orders", 0, 0, 5, 4, 7, 4, 2);
        server.shards.set(1, moved(server.shards.get(1), 5));

        VerifyReport report = verify();

        assertThat(orders(report).differences()).isEmpty();
        assertThat(report.exitCode()).isZero();
        assertThat(orders(report).inLog()).isEqualTo(5);
        assertThat(orders(report).distinctInLog()).isEqualTo(4);
    }

    private static Served.Shard moved(Served.Shard s, long next) {
        return new Served.Shard(
                s.table(),
                s.tableId(),
                s.shard(),
                s.partition(),
                next,
                s.appliedOffset(),
                s.logged(),
                s.stored(),
                s.duplicates(),
                s.conflicting(),
                s.residentRows(),
                s.incompleteBeforeMicros(),
                s.stopped());
    }

    @Test
    void aTableThatMovesDuringEveryLookIsNotVerifiedAndNeverEqual() {
        server.onAudit = times -> {
            long offset = log.append(1, "orders", 1, WINDOW, 20 + times, List.of(event("n" + times, times)));
            server.rows("orders").add(event("n" + times, times));
            Served.Shard s = server.shards.get(1);
            server.shards.set(
                    1,
                    new Served.Shard(
                            s.table(),
                            s.tableId(),
                            1,
                            1,
                            offset + 1,
                            offset,
                            s.logged() + 1,
                            s.stored() + 1,
                            0,
                            0,
                            s.residentRows() + 1,
                            null,
                            null));
        };

        VerifyReport report = verify();

        assertThat(orders(report).state()).isEqualTo(State.NOT_VERIFIED);
        assertThat(orders(report).reasons()).singleElement().asString().contains("moves");
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void aTableThatMovesOnceIsEqualAtTheNextLook() {
        server.onAudit = times -> {
            if (times == 2) {
                log.append(1, "orders", 1, WINDOW, 30, List.of(event("late", 6)));
                server.rows("orders").add(event("late", 6));
                server.shards.remove(1);
                server.shard("orders", 1, 1, 2, 1, 2, 2, 0);
            }
        };

        VerifyReport report = verify();

        assertThat(report.exitCode()).isZero();
        assertThat(orders(report).inLog()).isEqualTo(5);
    }

    @Test
    void aRecordThatCannotBeDecodedIsNamedAndNoTableOfItsPartitionIsEqual() {
        log.flip(0, 1);

        VerifyReport report = verify();

        assertThat(report.damages()).singleElement().satisfies(d -> {
            assertThat(d.partition()).isZero();
            assertThat(d.fromOffset()).isEqualTo(1);
            assertThat(d.reason()).contains("checksum");
        });
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(orders(report).state()).isEqualTo(State.NOT_VERIFIED);
        assertThat(report.tables().get(1).differences().getFirst().kind()).isEqualTo(Kind.PHANTOM);
    }

    @Test
    void aGapInTheLogIsNamed() {
        log.remove(0, 0);

        VerifyReport report = verify();

        assertThat(report.damages()).singleElement().satisfies(d -> assertThat(d.fromOffset())
                .isZero());
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(orders(report).state()).isEqualTo(State.DIFFERENT);
    }

    @Test
    void aLogThatEndsInFrontOfWhatIsServedIsNamed() {
        log.truncate(0, 2);

        VerifyReport report = verify();

        assertThat(report.damages()).singleElement().satisfies(d -> {
            assertThat(d.fromOffset()).isEqualTo(2);
            assertThat(d.reason()).contains("ends");
        });
        assertThat(orders(report).differences().getFirst().kind()).isIn(Kind.PHANTOM, Kind.CORRUPTED, Kind.COUNT);
    }

    @Test
    void evictedRowsAreCountedAndSaidAndNeverCalledEqual() {
        server.rows("orders").remove(event("c", 0.1));
        Served.Shard s = server.shards.removeFirst();
        server.shards.addFirst(new Served.Shard(s.table(), s.tableId(), 0, 0, 3, 2, 5, 3, 1, 1, 2, 101L, null));

        TableReport report = orders(verify());

        assertThat(report.differences()).isEmpty();
        assertThat(report.state()).isEqualTo(State.NOT_VERIFIED);
        assertThat(report.evicted()).isEqualTo(1);
        assertThat(report.reasons()).singleElement().asString().contains("left memory");
    }

    @Test
    void aRowThatIsMissingWithoutHavingBeenEvictedIsLostAllTheSame() {
        server.rows("orders").remove(event("b", 2));
        Served.Shard s = server.shards.removeFirst();
        server.shards.addFirst(new Served.Shard(s.table(), s.tableId(), 0, 0, 3, 2, 5, 3, 1, 1, 3, 50L, null));

        assertThat(only().kind()).isEqualTo(Kind.LOST);
    }

    @Test
    void aStoppedShardIsNamedWithWhatTheLogHasBehindIt() {
        log.append(0, "orders", 0, WINDOW, 14, List.of(event("e", 7), event("f", 8)));
        Served.Shard s = server.shards.removeFirst();
        server.shards.addFirst(
                new Served.Shard(s.table(), s.tableId(), 0, 0, 4, 2, 5, 3, 1, 1, 3, null, "a torn record"));

        VerifyReport report = verify();

        assertThat(orders(report).state()).isEqualTo(State.NOT_VERIFIED);
        assertThat(orders(report).reasons()).singleElement().asString().contains("a torn record");
        assertThat(orders(report).unapplied()).isEqualTo(2);
        assertThat(report.exitCode()).isEqualTo(2);
    }

    @Test
    void anEventOfTheShardThatThePartitionHasPassedMustBeServed() {
        log.append(0, "orders", 0, WINDOW, 14, List.of(event("e", 7)));
        server.shards.set(0, moved(server.shards.getFirst(), 4));

        Difference first = only();

        assertThat(first.kind()).isEqualTo(Kind.LOST);
        assertThat(first.eventId()).isEqualTo("e");
    }

    @Test
    void oneTableCanBeLookedAtAlone() {
        server.rows("other").clear();

        assertThat(new Verifier(log, server, "default", ORDERS, look -> {})
                        .run()
                        .exitCode())
                .isZero();
        assertThat(new Verifier(log, server, "default", new TableName("shop", "none"), look -> {})
                        .run()
                        .exitCode())
                .isEqualTo(2);
    }
}
