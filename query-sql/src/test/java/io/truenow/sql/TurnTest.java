package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.AdmissionSettings;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Statements wait for their turn, and a cursor that nobody reads holds up nobody. */
@Timeout(60)
class TurnTest {

    private static final String SQL = "select event_id from production.events";

    private final SqlEngine engine = new Shop(5)
            .engine(SqlSettings.DEFAULT.withAdmission(new AdmissionSettings(1, 1, 1, Duration.ofSeconds(30))));

    @Test
    void theNextWaitsUntilTheFirstPauses() throws Exception {
        try (SqlCursor first = engine.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            CompletableFuture<Integer> second = rowsOfAnother();
            awaitQueued();
            assertThat(engine.waiting()).isEqualTo(1);
            assertThatThrownBy(() -> Shop.rows(engine, SQL))
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
            assertThat(second).isNotDone();
            first.pause();
            assertThat(second.get(30, TimeUnit.SECONDS)).isEqualTo(Shop.EVENTS);
            int rest = 1;
            while (first.next()) {
                rest++;
            }
            assertThat(rest).isEqualTo(Shop.EVENTS);
        }
        assertThat(engine.working()).isZero();
        assertThat(engine.turnedAway()).isEqualTo(1);
        assertThat(engine.waits().count()).isEqualTo(1);
    }

    @Test
    void whoWaitsCanBeCancelled() throws Exception {
        try (SqlCursor first = engine.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            CompletableFuture<Integer> second = rowsOfAnother();
            RunningStatement queued = awaitQueued();
            assertThat(engine.cancel(Shop.LOCAL, queued.id())).isTrue();
            assertThatThrownBy(() -> second.get(30, TimeUnit.SECONDS)).hasMessageContaining("was cancelled");
            assertThat(engine.waiting()).isZero();
            assertThat(first.next()).isTrue();
        }
    }

    @Test
    void whoLooksWhatRunsDoesNotWait() {
        try (SqlCursor first = engine.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            assertThat(Shop.rows(
                            engine, "select sql from sys.statements where state = 'running' and rows_returned = 1"))
                    .containsExactly(List.of(SQL));
            assertThat(engine.working()).isEqualTo(1);
        }
    }

    @Test
    void rowsThatNobodyAsksForGiveWayWhereThereIsNoPlace() {
        SqlEngine two = new Shop(5).engine(SqlSettings.DEFAULT.withOpen(2, 2, Duration.ZERO));
        try (SqlCursor first = two.execute(Shop.LOCAL, SQL, List.of());
                SqlCursor second = two.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            first.pause();
            assertThat(second.next()).isTrue();
            assertThat(Shop.rows(two, SQL)).hasSize(Shop.EVENTS);
            assertThat(two.gaveWay()).isEqualTo(1);
            assertThatThrownBy(first::next)
                    .hasMessageContaining("nobody asked for its rows")
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
            assertThat(second.next()).isTrue();
        }
    }

    @Test
    void rowsThatSomebodyMayStillAskForDoNotGiveWay() {
        SqlEngine one = new Shop(5).engine(SqlSettings.DEFAULT.withOpen(1, 1, Duration.ofHours(1)));
        try (SqlCursor first = one.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            first.pause();
            assertThatThrownBy(() -> Shop.rows(one, SQL)).hasMessageContaining("limit of statements");
            assertThat(first.next()).isTrue();
        }
        assertThat(Shop.rows(one, SQL)).hasSize(Shop.EVENTS);
    }

    @Test
    void aTenantsOpenStatementsHoldUpOnlyItself() {
        SqlEngine few = new Shop(5).engine(SqlSettings.DEFAULT.withOpen(10, 1, Duration.ofHours(1)));
        try (SqlCursor first = few.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            assertThatThrownBy(() -> Shop.rows(few, SQL)).hasMessageContaining("The tenant has [1] open statements");
            assertThat(few.execute(Shop.STRANGER, "values (1)", List.of()).next())
                    .isTrue();
        }
        assertThat(Shop.rows(few, SQL)).hasSize(Shop.EVENTS);
    }

    @Test
    void aStatementThatWorksDoesNotGiveWay() {
        SqlEngine one = new Shop(5).engine(SqlSettings.DEFAULT.withOpen(1, 1, Duration.ZERO));
        try (SqlCursor first = one.execute(Shop.LOCAL, SQL, List.of())) {
            assertThat(first.next()).isTrue();
            assertThatThrownBy(() -> Shop.rows(one, SQL)).hasMessageContaining("limit of statements");
            assertThat(first.next()).isTrue();
        }
    }

    private CompletableFuture<Integer> rowsOfAnother() {
        return CompletableFuture.supplyAsync(() -> Shop.rows(engine, SQL).size());
    }

    private RunningStatement awaitQueued() throws InterruptedException {
        while (true) {
            for (RunningStatement statement : engine.statements(Shop.LOCAL)) {
                if (statement.state() == RunningStatement.State.QUEUED) {
                    return statement;
                }
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
