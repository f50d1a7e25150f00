package io.truenow.sql.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireReader;
import io.truenow.jdbc.wire.WireWriter;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Requests as no driver would send them, and those of which the order matters. */
class DriverDoorTest {

    private static final JdbcSettings SETTINGS =
            new JdbcSettings(5, Duration.ofMinutes(15), 3, 100, 10_000, 2_000, 1 << 20);
    private static final SqlEngine ENGINE = new Shop(7).engine(SqlSettings.DEFAULT);
    private static final EngineMeta META = new EngineMeta(ENGINE, SETTINGS, "0.1.0-TEST");
    private static final DriverDoor DOOR = META.driverDoor();

    @AfterAll
    static void close() {
        META.close();
        ENGINE.close();
    }

    private static WireWriter request(Operation operation, String connection) {
        return new WireWriter(64)
                .u8(Wire.VERSION)
                .u8(operation.code())
                .text(connection)
                .text(null);
    }

    private static WireWriter execute(String connection, int statement, long run, String sql) {
        return request(Operation.EXECUTE, connection)
                .number(statement)
                .number(run)
                .text(sql)
                .text(null)
                .text(null)
                .text(null)
                .number(0)
                .number(0)
                .number(0)
                .fixed64(0)
                .number(0);
    }

    private static WireReader ask(WireWriter request) {
        return ask(Principal.LOCAL, request);
    }

    private static WireReader ask(Principal caller, WireWriter request) {
        return new WireReader(DOOR.answer(caller, request.toByteArray()).toByteArray(), 0);
    }

    private static String failure(WireReader answer) {
        assertThat(answer.u8()).isEqualTo(Wire.ERROR);
        return answer.requiredText();
    }

    @Test
    void aRunThatWasCancelledBeforeItCameDoesNotBegin() {
        long before = ENGINE.figures().finished();
        assertThat(ask(request(Operation.CANCEL, "early").number(1).number(7)).u8())
                .isEqualTo(Wire.OK);
        WireReader refused = ask(execute("early", 1, 7, "select count(*) from production.events"));
        assertThat(failure(refused)).isEqualTo(ErrorCode.CANCELLED.name());
        assertThat(refused.number()).isPositive();
        assertThat(refused.text()).isEqualTo("57014");
        assertThat(ENGINE.figures().finished()).isEqualTo(before);
        assertThat(ask(execute("early", 1, 8, "values (1)")).u8()).isEqualTo(Wire.OK);
    }

    @Test
    void aRunThatEndsWithItsConnectionIsToBeRunAgainAndNotCancelled() throws Exception {
        String slow = "select count(*) from production.events a, production.events b, production.events c"
                + " where a.revenue + b.revenue + c.revenue < 0";
        CompletableFuture<String> answer =
                CompletableFuture.supplyAsync(() -> failure(ask(execute("ends", 1, 1, slow))));
        while (ENGINE.statements(Principal.LOCAL).stream()
                .noneMatch(s -> s.sql().equals(slow) && s.statistics().rowsScanned() > 0)) {
            assertThat(answer).isNotDone();
            TimeUnit.MILLISECONDS.sleep(5);
        }
        ask(request(Operation.END, "ends"));
        assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(ErrorCode.NOT_READY.name());
    }

    @Test
    void aFrameIsBoundedByItsBytesAndTheNextOneGoesOn() {
        WireReader first = ask(execute("bytes", 1, 1, "select event_id, product, user_id from production.events"));
        assertThat(first.u8()).isEqualTo(Wire.OK);
        assertThat(first.u8() & Wire.DONE).isZero();
        first.fixed64();
        assertThat(WireColumn.read(first)).hasSize(3);
        assertThat(first.number()).isZero();
        int rows = first.fixed32();
        assertThat(rows).isBetween(10, 200);
        first.fixed64();
        assertThat(first.left()).isBetween(SETTINGS.maxFrameBytes(), SETTINGS.maxFrameBytes() + 100);

        long at = rows;
        boolean done = false;
        while (!done) {
            WireReader more = ask(request(Operation.FETCH, "bytes")
                    .number(1)
                    .number(1)
                    .number(at)
                    .number(0));
            assertThat(more.u8()).isEqualTo(Wire.OK);
            done = (more.u8() & Wire.DONE) != 0;
            assertThat(more.number()).isEqualTo(at);
            at += more.fixed32();
        }
        assertThat(at).isEqualTo(Shop.EVENTS);
        WireReader after = ask(
                request(Operation.FETCH, "bytes").number(1).number(1).number(at).number(0));
        assertThat(failure(after)).isEqualTo(Wire.LOST_ROWS);
    }

    @Test
    void aFrameWhoseAnswerWasLostComesAgainAndNoOtherDoes() {
        assertThat(ask(execute("again", 1, 1, "select event_id, product from production.events"))
                        .u8())
                .isEqualTo(Wire.OK);
        long at = rowsOfAFirstFrame("again", 2);
        byte[] second = fetched("again", 2, at);
        assertThat(fetched("again", 2, at)).isEqualTo(second);
        WireReader read = new WireReader(second, 0);
        assertThat(read.u8()).isEqualTo(Wire.OK);
        read.u8();
        assertThat(read.number()).isEqualTo(at);
        long next = at + read.fixed32();
        byte[] third = fetched("again", 2, next);
        assertThat(failure(new WireReader(fetched("again", 2, at), 0)))
                .as("the one before the last")
                .isEqualTo(Wire.LOST_ROWS);
        assertThat(fetched("again", 2, next)).isEqualTo(third);
        assertThat(failure(new WireReader(fetched("again", 3, next), 0))).isEqualTo(Wire.LOST_ROWS);
    }

    private static long rowsOfAFirstFrame(String connection, int statement) {
        WireReader first =
                ask(execute(connection, statement, 1, "select event_id, product, user_id from production.events"));
        assertThat(first.u8()).isEqualTo(Wire.OK);
        assertThat(first.u8() & Wire.DONE).isZero();
        first.fixed64();
        WireColumn.read(first);
        assertThat(first.number()).isZero();
        return first.fixed32();
    }

    private static byte[] fetched(String connection, int statement, long first) {
        return DOOR.answer(
                        Principal.LOCAL,
                        request(Operation.FETCH, connection)
                                .number(statement)
                                .number(1)
                                .number(first)
                                .number(0)
                                .toByteArray())
                .toByteArray();
    }

    @Test
    void aConnectionIsOnlyThereForItsPrincipal() {
        ask(request(Operation.OPEN, "mine"));
        assertThat(failure(ask(Shop.STRANGER, request(Operation.OPEN, "mine")))).isEqualTo(ErrorCode.FORBIDDEN.name());
        ask(Shop.STRANGER, request(Operation.END, "mine"));
        assertThat(META.connectionCount()).isPositive();
        ask(request(Operation.END, "mine"));
    }

    @Test
    void bytesThatAreNoRequestAreAnsweredByAnError() {
        // With connections of its own, since odd bytes may open some under odd names.
        EngineMeta own = new EngineMeta(ENGINE, SETTINGS, "0.1.0-TEST");
        DriverDoor door = own.driverDoor();
        Random random = new Random(20_261_127);
        byte[] good = execute("odd", 1, 1, "select * from production.events where region = 'eu'")
                .toByteArray();
        for (int i = 0; i < 2_000; i++) {
            byte[] odd = java.util.Arrays.copyOf(good, i < good.length ? i : good.length);
            if (i >= good.length) {
                for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                    odd[random.nextInt(odd.length)] = (byte) random.nextInt();
                }
            }
            WireReader answer = new WireReader(door.answer(Principal.LOCAL, odd).toByteArray(), 0);
            if (answer.u8() == Wire.ERROR) {
                assertThat(List.of(
                                answer.requiredText(), answer.number(), answer.requiredText(), answer.requiredText()))
                        .doesNotContain(ErrorCode.INTERNAL.name());
            } else {
                assertThat(i).as("a part of a request was taken").isGreaterThanOrEqualTo(good.length);
            }
        }
        own.close();
    }
}
