package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitStanding;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCategory;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import io.truenow.events.time.MicroClock;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a request from its bytes to its answer: read within limits, decode on the pool, commit by table, answer. The calling
 * thread only waits and should be virtual. Thread-safe.
 */
public final class IngestDoor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.truenow.gateway");

    private static final int KEPT_BUFFERS = 8;

    private final IngestSettings settings;
    private final LiveLimits live;
    private final GroupCommit group;
    private final TableDirectory directory;
    private final MicroClock clock;
    private final IngestMeters meters;
    private final JsonSource source;
    private final ByteBudget budget;
    private final BodyBuffers buffers = new BodyBuffers(KEPT_BUFFERS);
    private final DecodePool pool;
    private final StreamIngest streams;
    private final @Nullable IngestLimits limits;

    /** A door with threads of the caller's choice. */
    public IngestDoor(
            IngestSettings settings,
            GroupCommit group,
            TableDirectory directory,
            MicroClock clock,
            IngestMeters meters,
            DoorThreads threads) {
        this(settings, LiveLimits.USUAL, group, directory, clock, meters, threads, null);
    }

    /**
     * A door with limits that may change, threads of the caller's choice and rate limits.
     *
     * @param limits null for none
     */
    public IngestDoor(
            IngestSettings settings,
            LiveLimits live,
            GroupCommit group,
            TableDirectory directory,
            MicroClock clock,
            IngestMeters meters,
            DoorThreads threads,
            @Nullable IngestLimits limits) {
        this.limits = limits;
        this.settings = settings;
        this.live = live;
        this.group = group;
        this.directory = directory;
        this.clock = clock;
        this.meters = meters;
        this.source = new JsonSource(settings.event());
        this.budget = new ByteBudget(settings.body().maxBytesInFlight());
        this.pool = new DecodePool(threads.decoding());
        this.streams = new StreamIngest(this, settings, pool, threads, meters);
    }

    /** How a request is taken, its body unpacked. */
    @FunctionalInterface
    private interface Taking {
        JsonAnswer take(InputStream body) throws IOException;
    }

    /**
     * Takes a request.
     *
     * @throws IOException if the client is gone
     */
    public JsonAnswer ingest(IngestCall call, InputStream body) throws IOException {
        return answer(
                call,
                body,
                unpacked -> call.ndjson() ? lines(call, unpacked) : document(call, unpacked),
                JsonAnswer::of);
    }

    /**
     * Takes a body of any length in another format.
     *
     * @param done words the answer to a stream that was read, to its end or to where it failed
     * @param refused words the answer to a request of which nothing was taken
     * @throws IOException if the client is gone
     */
    public JsonAnswer stream(
            IngestCall call,
            InputStream body,
            StreamFormat format,
            Function<StreamOutcome, JsonAnswer> done,
            Function<TrueNowException, JsonAnswer> refused)
            throws IOException {
        return answer(
                call, body, unpacked -> counted(streams.take(call, format, unpacked, means(call)), done), refused);
    }

    private JsonAnswer answer(
            IngestCall call, InputStream body, Taking taking, Function<TrueNowException, JsonAnswer> refused)
            throws IOException {
        long start = System.nanoTime();
        meters.request();
        JsonAnswer answer;
        try {
            ContentCodings codings = ContentCodings.of(call.contentEncoding());
            answer = codings.isPlain() ? taking.take(body) : unpack(codings, body, taking);
        } catch (TrueNowException e) {
            if (e.code().category() == ErrorCategory.INTERNAL) {
                LOG.error("A request could not be taken.", e);
            }
            meters.refused(e.code());
            return refused.apply(e);
        } catch (RuntimeException e) {
            LOG.error("A request could not be taken.", e);
            meters.refused(ErrorCode.INTERNAL);
            return refused.apply(new TrueNowException(ErrorCode.INTERNAL, "The request could not be taken."));
        }
        if (answer.status() < 300) {
            meters.accepted(System.nanoTime() - start);
        }
        return answer;
    }

    private JsonAnswer unpack(ContentCodings codings, InputStream body, Taking taking) throws IOException {
        try (InputStream unpacked = codings.open(body, settings.body().maxRatio(), budget)) {
            return taking.take(unpacked);
        }
    }

    private JsonAnswer lines(IngestCall call, InputStream body) {
        StreamFormat ndjson = (c, in, lent) -> new NdjsonBlocks(this, c, in, lent);
        return counted(
                streams.take(call, ndjson, body, means(call)),
                outcome -> IngestAnswers.stream(outcome, "last_durable_line"));
    }

    private StreamFormat.Means means(IngestCall call) {
        int most = limits == null ? Integer.MAX_VALUE : limits.largestRequest(call.principal());
        return new StreamFormat.Means(settings, budget, clock, meters, most);
    }

    private JsonAnswer counted(StreamOutcome outcome, Function<StreamOutcome, JsonAnswer> done) {
        JsonAnswer answer = done.apply(outcome).acknowledging(outcome.tally().mark());
        if (answer.status() >= 300) {
            meters.refused(
                    outcome.failure() == null
                            ? ErrorCode.INVALID_EVENT
                            : outcome.failure().code());
        }
        return answer;
    }

    private JsonAnswer document(IngestCall call, InputStream body) throws IOException {
        try (BodyReader reader = new BodyReader(buffers, budget, settings.body().maxBytes())) {
            reader.read(body, call.contentEncoding() == null ? call.contentLength() : -1);
            meters.bytes(reader.length());
            int expectedRows = call.batch() ? Math.max(1, Math.min(reader.length() / 200, 1024)) : 4;
            EventDecoder decoder = decoder(call, expectedRows);
            DecodedEvents events =
                    DecodePool.await(pool.submit(() -> decoder.document(reader.bytes(), reader.length())));
            reader.drop();
            return commitAndAnswer(call, events);
        }
    }

    private JsonAnswer commitAndAnswer(IngestCall call, DecodedEvents events) {
        AnswerTally tally =
                new AnswerTally(call.principal().tenant(), settings.body().maxErrorsShown(), true, meters);
        tally.decoded(events);
        if (call.atomic() && (events.rejected() > 0 || events.parts().size() > 1)) {
            return notAtomic(events, tally);
        }
        commit(call, events, tally);
        return answer(events, tally).acknowledging(tally.mark());
    }

    private JsonAnswer notAtomic(DecodedEvents events, AnswerTally tally) {
        if (events.rejected() == 0) {
            throw new TrueNowException(
                    ErrorCode.ATOMIC_TOO_LARGE, "The events go to several tables; all or nothing holds for one.");
        }
        return refusal(events, tally);
    }

    /** A decoder for a request or a block of it. */
    EventDecoder decoder(IngestCall call, int expectedRows) {
        EventTimeRule times = new EventTimeRule(
                clock.nowMicros(), settings.event().maxAheadMicros(), call.headerDialect() && !call.ndjson());
        EventDecoder.TableDefaults defaults =
                new EventDecoder.TableDefaults(call.principal().tenant(), call.namespace(), call.table());
        return new EventDecoder(source, settings, live.maxEventBytes().getAsInt(), defaults, times, expectedRows);
    }

    /**
     * Makes the good events durable, table by table, if the rate limits let all of them through.
     *
     * @throws TrueNowException {@code RATE_LIMITED}, or {@code TOO_LARGE} if they never will: none was taken
     */
    void commit(IngestCall call, DecodedEvents events, AnswerTally tally) {
        List<DecodedEvents.Part> parts = events.parts();
        parts.forEach(part -> call.principal().requireWrite(part.table()));
        if (limits == null || !limits.isOn()) {
            sendAll(call, events, tally);
            return;
        }
        int permits = parts.stream().mapToInt(part -> part.events().rows()).sum();
        limits.take(call.principal(), permits);
        int used = permits;
        try {
            used = sendAll(call, events, tally);
        } catch (TrueNowException e) {
            used = mayBeInLog(e) ? permits : 0;
            throw e;
        } finally {
            limits.giveBack(call.principal(), permits - used);
        }
    }

    /** How many events were decided upon: all but those of tables that were refused as a whole, or not tried. */
    private int sendAll(IngestCall call, DecodedEvents events, AnswerTally tally) {
        int decided = 0;
        for (DecodedEvents.Part part : events.parts()) {
            try {
                decided += send(call, events, part, tally);
            } catch (TrueNowException e) {
                if (events.parts().size() == 1) {
                    throw e;
                }
                tally.refused(events, part, e);
                decided += mayBeInLog(e) ? part.events().rows() : 0;
            }
            if (tally.failure() != null) {
                return decided;
            }
        }
        return decided;
    }

    private int send(IngestCall call, DecodedEvents events, DecodedEvents.Part part, AnswerTally tally) {
        if (call.unboundedWindow() && directory.find(part.table()) == null) {
            directory.ensure(
                    part.table(), TableSettings.UNBOUNDED_WINDOW, part.events().specs(), null, call.principal());
        }
        IngestRequest request =
                new IngestRequest(call.principal(), call.requestId(), part.events(), part.indexes(), call.atomic());
        RequestOutcome outcome = group.submit(part.table(), request);
        tally.outcome(events, part, outcome);
        IngestOutcome.Failure failure = outcome.failure();
        return failure == null || failure.code() == ErrorCode.UNKNOWN_OUTCOME
                ? part.events().rows()
                : outcome.accepted() + outcome.rejections().size();
    }

    /** Whether nobody can say that nothing of what was sent is in the log. */
    private static boolean mayBeInLog(TrueNowException e) {
        ErrorCategory category = e.code().category();
        return category == ErrorCategory.UNKNOWN_OUTCOME || category == ErrorCategory.INTERNAL;
    }

    /** An answer to a caller, saying what the rate limits leave to it. */
    public JsonAnswer limited(JsonAnswer answer, Principal caller) {
        LimitStanding standing = limits == null ? null : limits.standing(caller);
        return standing == null ? answer : answer.limited(standing);
    }

    private JsonAnswer answer(DecodedEvents events, AnswerTally tally) {
        ErrorCode failure = tally.failure();
        if (failure != null) {
            meters.refused(failure);
            return IngestAnswers.failed(
                    tally, failure, tally.failureMessage(), out -> IngestAnswers.writeDurable(out, tally));
        }
        if (tally.accepted() == 0) {
            return refusal(events, tally);
        }
        return events.single() ? IngestAnswers.single(tally, singleId(events)) : IngestAnswers.batch(tally, out -> {});
    }

    private JsonAnswer refusal(DecodedEvents events, AnswerTally tally) {
        if (events.single() && !tally.rejections().isEmpty()) {
            meters.refused(tally.rejections().getFirst().code());
            return IngestAnswers.singleRefused(tally.rejections().getFirst());
        }
        meters.refused(ErrorCode.INVALID_EVENT);
        return IngestAnswers.noneValid(tally);
    }

    private static String singleId(DecodedEvents events) {
        return Objects.requireNonNull(events.parts().getFirst().events().ids().text(0));
    }

    /** What the door counts. */
    public IngestMeters meters() {
        return meters;
    }

    @Override
    public void close() {
        streams.close();
        pool.close();
    }
}
