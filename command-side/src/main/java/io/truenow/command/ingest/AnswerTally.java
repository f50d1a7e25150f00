package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCategory;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.IngestOutcome.Failure;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.LogMark;
import io.truenow.events.ingest.LogPosition;
import io.truenow.events.ingest.Rejection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gathers what an answer to a request says, over its tables and blocks. Lists are bounded. Not thread-safe. */
public final class AnswerTally {

    private static final int MAX_POSITIONS = 1000;

    private final String tenant;
    private final int maxErrors;
    private final IngestMeters meters;
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<LogPosition> positions = new ArrayList<>();
    private final LogMark.Builder mark = new LogMark.Builder();
    private final List<Supplier<int[]>> durable = new ArrayList<>();
    private final boolean keepsIndexes;
    private long received;
    private long accepted;
    private long rejected;
    private long positionsOmitted;
    private @Nullable Long watermarkMicros;
    private @Nullable ErrorCode failure;
    private String failureMessage = "";

    /** @param keepsIndexes whether {@link #durableIndexes()} will be asked for; not for streams, which have no end */
    AnswerTally(String tenant, int maxErrors, boolean keepsIndexes, IngestMeters meters) {
        this.tenant = tenant;
        this.maxErrors = maxErrors;
        this.keepsIndexes = keepsIndexes;
        this.meters = meters;
    }

    /** Notes what decoding refused. */
    void decoded(DecodedEvents events) {
        received += events.received();
        rejected += events.rejected();
        events.rejections().forEach(r -> {
            list(r);
            meters.eventsRejected(tenant, r.code(), 1);
        });
        int unlisted = events.rejected() - events.rejections().size();
        if (unlisted > 0) {
            meters.eventsRejected(tenant, events.rejections().getLast().code(), unlisted);
        }
    }

    /** Notes what became of the events of one table. */
    void outcome(DecodedEvents events, DecodedEvents.Part part, RequestOutcome outcome) {
        accepted += outcome.accepted();
        meters.eventsAccepted(part.table(), outcome.accepted());
        for (Rejection r : outcome.rejections()) {
            reject(atList(r, events.list()));
        }
        for (LogPosition position : outcome.positions()) {
            mark.reach(position.partition(), position.offset());
            if (positions.size() < MAX_POSITIONS) {
                positions.add(position);
            } else {
                positionsOmitted++;
            }
        }
        if (outcome.watermarkMicros() != null) {
            watermarkMicros = outcome.watermarkMicros();
        }
        Failure failed = outcome.failure();
        if (keepsIndexes) {
            durable.add(() -> failed == null ? acceptedIndexes(part, outcome) : failed.durableIndexes());
        }
        if (failed != null) {
            fail(failed.code(), failed.message());
        }
    }

    /** Notes that the events of one table were refused as a whole. */
    void refused(DecodedEvents events, DecodedEvents.Part part, TrueNowException why) {
        if (why.code().category() != ErrorCategory.USER) {
            fail(why.code(), String.valueOf(why.getMessage()));
            return;
        }
        EventColumns columns = part.events();
        for (int row = 0; row < columns.rows(); row++) {
            reject(new Rejection(
                    part.indexes()[row],
                    columns.ids().text(row),
                    why.code(),
                    String.valueOf(why.getMessage()),
                    null,
                    why.hint()));
        }
    }

    private void fail(ErrorCode code, String message) {
        if (failure == null || code == ErrorCode.UNKNOWN_OUTCOME) {
            failure = code;
            failureMessage = message;
        }
    }

    private static int[] acceptedIndexes(DecodedEvents.Part part, RequestOutcome outcome) {
        Set<Integer> refused = new HashSet<>();
        outcome.rejections().forEach(r -> refused.add(r.index()));
        return IntStream.of(part.indexes())
                .limit(part.events().rows())
                .filter(i -> !refused.contains(i))
                .toArray();
    }

    private void reject(Rejection rejection) {
        rejected++;
        meters.eventsRejected(tenant, rejection.code(), 1);
        list(rejection);
    }

    private void list(Rejection rejection) {
        if (rejections.size() < maxErrors) {
            rejections.add(rejection);
        }
    }

    private static Rejection atList(Rejection r, @Nullable String list) {
        if (list == null || r.pointer() == null) {
            return r;
        }
        return new Rejection(
                r.index(), r.eventId(), r.code(), r.message(), list + "/" + r.index() + r.pointer(), r.hint());
    }

    /** Events that came. */
    public long received() {
        return received;
    }

    /** Events that are durable. */
    public long accepted() {
        return accepted;
    }

    /** Events that were refused. */
    public long rejected() {
        return rejected;
    }

    /** The first refused events, as many as an answer lists. */
    public List<Rejection> rejections() {
        return rejections;
    }

    List<LogPosition> positions() {
        return positions;
    }

    /** Up to where the durable events are in the log. */
    LogMark mark() {
        return mark.build();
    }

    /** Positions that {@link #positions()} has no room for. */
    long positionsOmitted() {
        return positionsOmitted;
    }

    @Nullable
    Long watermarkMicros() {
        return watermarkMicros;
    }

    /** Why not all of it is durable; null if it is. Partly durable counts as unknown. */
    @Nullable
    ErrorCode failure() {
        return failure != null && accepted > 0 ? ErrorCode.UNKNOWN_OUTCOME : failure;
    }

    String failureMessage() {
        return failureMessage;
    }

    /** Positions in the request of the events that are known durable, ascending. Dear: only for a failed request. */
    int[] durableIndexes() {
        return durable.stream()
                .flatMapToInt(indexes -> IntStream.of(indexes.get()))
                .sorted()
                .toArray();
    }
}
