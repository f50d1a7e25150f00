package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GroupCommitTest {

    private static final TableRef TABLE = new TableRef("default", "n", "t");

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private static Gateway gateway(int maxRows, int timeoutMillis, int maxInFlight, int maxQueued) {
        return new Gateway(
                IngestSettings.defaults()
                        .withGroup(new IngestSettings.Group(maxRows, 1 << 20, timeoutMillis, maxInFlight, maxQueued)),
                CatalogSettings.DEFAULT);
    }

    private static IngestRequest request(String id) {
        EventColumnsBuilder builder = new EventColumnsBuilder(1);
        byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
        builder.beginRow();
        builder.id(utf8, 0, utf8.length);
        builder.eventTimeMicros(Gateway.NOW);
        builder.endRow();
        return new IngestRequest(Principal.LOCAL, "r-" + id, builder.build(), new int[] {0});
    }

    private List<Future<RequestOutcome>> submit(Gateway gateway, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> callers.submit(() -> gateway.group.submit(TABLE, request(Integer.toString(i)))))
                .toList();
    }

    /** Lets a lone request through up to the log and holds it there. */
    private Future<RequestOutcome> hold(Gateway gateway) throws InterruptedException {
        gateway.log.shut();
        Future<RequestOutcome> first = submit(gateway, 0, 1).getFirst();
        gateway.log.awaitAppend();
        return first;
    }

    private static void awaitQueued(Gateway gateway, int count) {
        while (gateway.group.queued(TABLE) < count) {
            Thread.onSpinWait();
        }
    }

    @Test
    void gathersRequestsThatArriveWhileAnAppendIsUnderWay() throws Exception {
        try (Gateway gateway = gateway(10_000, 60_000, 1, 10_000)) {
            Future<RequestOutcome> first = hold(gateway);
            List<Future<RequestOutcome>> others = submit(gateway, 1, 101);
            awaitQueued(gateway, 100);
            gateway.log.letThrough(2);

            assertThat(first.get().accepted()).isEqualTo(1);
            List<String> positions = new ArrayList<>();
            for (Future<RequestOutcome> other : others) {
                assertThat(other.get().accepted()).isEqualTo(1);
                positions.add(other.get().positions().getFirst().toString());
            }
            assertThat(gateway.log.facts()).hasSize(2);
            assertThat(positions).doesNotHaveDuplicates();
            assertThat(gateway.log.facts().getLast().batch().header().requests())
                    .hasSize(100);
            assertThat(gateway.group.lanes()).isZero();
        }
    }

    @Test
    void bringsEachOfManyRequestsItsOwnOutcome() throws Exception {
        try (Gateway gateway = gateway(7, 5, 3, 100_000)) {
            gateway.log.answers(n -> switch (n % 5) {
                case 3 -> new Append.Refused("full");
                case 4 -> new Append.Unknown("time-out");
                default -> new Append.Durable(1, n);
            });
            List<Future<RequestOutcome>> all = submit(gateway, 0, 2000);
            List<String> acknowledged = new ArrayList<>();
            int refused = 0;
            for (int i = 0; i < all.size(); i++) {
                RequestOutcome outcome = all.get(i).get();
                if (outcome.failure() == null) {
                    acknowledged.add(Integer.toString(i));
                    assertThat(outcome.positions()).hasSize(1);
                } else {
                    refused++;
                    assertThat(outcome.failure().code()).isIn(ErrorCode.UNKNOWN_OUTCOME, ErrorCode.LOG_UNAVAILABLE);
                    assertThat(outcome.failure().durableIndexes()).isEmpty();
                }
            }
            assertThat(gateway.log.ids()).containsExactlyInAnyOrderElementsOf(acknowledged);
            assertThat(refused).isPositive();
            assertThat(gateway.group.lanes()).isZero();
        }
    }

    @Test
    void sendsALoneRequestAtOnce() throws Exception {
        try (Gateway gateway = gateway(10, 60_000, 1, 10)) {
            assertThat(submit(gateway, 0, 1)
                            .getFirst()
                            .get(10, TimeUnit.SECONDS)
                            .accepted())
                    .isEqualTo(1);
        }
    }

    @Test
    void closesAGroupAfterItsTimeoutAlthoughTheLogIsSlow() throws Exception {
        try (Gateway gateway = gateway(10, 1, 2, 10)) {
            Future<RequestOutcome> first = hold(gateway);
            List<Future<RequestOutcome>> second = submit(gateway, 1, 2);
            gateway.log.awaitAppend();
            assertThat(first.isDone()).isFalse();
            gateway.log.letThrough(2);
            assertThat(first.get().accepted() + second.getFirst().get().accepted())
                    .isEqualTo(2);
        }
    }

    @Test
    void shedsWhatItsQueueCannotHold() throws Exception {
        try (Gateway gateway = gateway(10, 60_000, 1, 3)) {
            Future<RequestOutcome> first = hold(gateway);
            List<Future<RequestOutcome>> waiting = submit(gateway, 1, 4);
            awaitQueued(gateway, 3);

            assertThatThrownBy(() -> gateway.group.submit(TABLE, request("late")))
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED));
            gateway.log.letThrough(10);
            assertThat(first.get().accepted()).isEqualTo(1);
            for (Future<RequestOutcome> request : waiting) {
                assertThat(request.get().accepted()).isEqualTo(1);
            }
            assertThat(gateway.log.ids()).doesNotContain("late");
        }
    }

    @Test
    void keepsGroupsWithinTheirRows() throws Exception {
        try (Gateway gateway = gateway(10, 60_000, 1, 1000)) {
            Future<RequestOutcome> first = hold(gateway);
            List<Future<RequestOutcome>> others = submit(gateway, 1, 36);
            awaitQueued(gateway, 35);
            gateway.log.letThrough(10);
            for (Future<RequestOutcome> other : others) {
                assertThat(other.get().accepted()).isEqualTo(1);
            }
            assertThat(first.get().accepted()).isEqualTo(1);
            assertThat(gateway.log.facts())
                    .extracting(f -> f.batch().events().rows())
                    .containsExactly(1, 10, 10, 10, 5);
        }
    }

    @Test
    void tellsEveryRequestOfAGroupWhenTheCommandFails() throws Exception {
        try (Gateway gateway = gateway(10, 60_000, 1, 1000)) {
            Future<RequestOutcome> first = hold(gateway);
            List<Future<RequestOutcome>> others = submit(gateway, 1, 6);
            awaitQueued(gateway, 5);
            gateway.gate.refusal = new TrueNowException(ErrorCode.LAG_LIMIT, "Behind.");
            gateway.log.letThrough(10);
            assertThat(first.get().accepted()).isEqualTo(1);
            for (Future<RequestOutcome> other : others) {
                assertThatThrownBy(other::get)
                        .satisfies(e -> assertThat(((TrueNowException) Objects.requireNonNull(e.getCause())).code())
                                .isEqualTo(ErrorCode.LAG_LIMIT));
            }
            assertThat(gateway.log.ids()).containsExactly("0");
        }
    }

    @Test
    void takesAnInterruptedRequestBackBeforeItIsSent() throws Exception {
        try (Gateway gateway = gateway(10, 60_000, 1, 1000)) {
            Future<RequestOutcome> first = hold(gateway);
            Future<RequestOutcome> waiting = submit(gateway, 1, 2).getFirst();
            awaitQueued(gateway, 1);
            waiting.cancel(true);
            while (gateway.group.queued(TABLE) > 0) {
                Thread.onSpinWait();
            }
            gateway.log.letThrough(10);
            assertThat(first.get().accepted()).isEqualTo(1);
            assertThat(gateway.log.ids()).containsExactly("0");
        }
    }
}
