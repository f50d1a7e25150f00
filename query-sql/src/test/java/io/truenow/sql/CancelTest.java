package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredTables;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that look at thousands of millions of pairs and return nothing for minutes end when they are told to. */
class CancelTest {

    private static final int ROWS = 60_000;
    private static final SqlEngine ENGINE = engine();

    private static SqlEngine engine() {
        ReferenceReads reads = new ReferenceReads();
        Events events = new Events();
        for (int i = 0; i < ROWS; i++) {
            events.add("e" + i, Shop.T0 + i, Map.of("k", "same", "n", 1 + i));
        }
        events.into(reads, new TableRef("default", "big", "t"));
        return new SqlEngine(reads, DeclaredTables.NONE, () -> Shop.T0, SqlSettings.DEFAULT, () -> true);
    }

    @AfterAll
    static void close() {
        ENGINE.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from big.t a join big.t b on a.k = b.k where a.n * b.n < 0",
                "select count(*) from big.t a left join big.t b on a.k = b.k and a.n * b.n < 0 where b.n is not null",
                "select count(*) from big.t a join big.t b on a.n * b.n < 0",
                "select count(*) from big.t a full join big.t b on a.n * b.n < 0",
                "select count(*) from big.t a where exists (select 1 from big.t b where a.k = b.k and a.n * b.n < 0)",
                "select count(*) from big.t a where not exists (select 1 from big.t b where a.k = b.k and a.n * b.n < 0)",
                "select count(*) from big.t a, big.t b, big.t c"
            })
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aJoinThatReturnsNothingEndsWhenItIsCancelled(String sql) throws Exception {
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try (SqlCursor cursor = ENGINE.execute(Shop.LOCAL, sql, List.of())) {
                assertThat(cursor.next())
                        .as("an answer before it was cancelled")
                        .isFalse();
            }
        });
        RunningStatement running = running(sql);
        assertThat(ENGINE.cancel(Shop.LOCAL, running.id())).isTrue();

        assertThatThrownBy(() -> run.get(10, TimeUnit.SECONDS))
                .cause()
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        assertThat(running.state()).isEqualTo(RunningStatement.State.CANCELLED);
    }

    /** Waits until the statement has read both of its tables and only pairs are left to look at. */
    private static RunningStatement running(String sql) throws InterruptedException {
        while (true) {
            for (RunningStatement statement : ENGINE.statements(Shop.LOCAL)) {
                if (statement.sql().equals(sql)
                        && statement.state() == RunningStatement.State.RUNNING
                        && statement.statistics().rowsScanned() > ROWS) {
                    Thread.sleep(300);
                    return statement;
                }
            }
            Thread.sleep(20);
        }
    }
}
