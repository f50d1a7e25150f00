package io.truenow.command.ingest;

import io.truenow.command.binding.BoundSchema;
import io.truenow.command.binding.HeldEvents;
import io.truenow.command.binding.Misfit;
import io.truenow.command.binding.PlainValues;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.IngestOutcome.Failure;
import io.truenow.events.ingest.IngestOutcome.RequestOutcome;
import io.truenow.events.ingest.IngestRequest;
import io.truenow.events.ingest.LogPosition;
import io.truenow.events.ingest.Rejection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What becomes of one request while its command is carried out. Not thread-safe. */
final class RequestTally {

    private final IngestRequest request;
    private final BitSet refused = new BitSet();
    private final BitSet durable = new BitSet();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<LogPosition> positions = new ArrayList<>();
    private EventColumns events;
    private boolean unknown;
    private boolean addsColumns;
    private boolean left;
    private @Nullable ErrorCode code;
    private String reason = "";

    RequestTally(IngestRequest request) {
        this.request = request;
        this.events = request.events();
    }

    /** Holds the events against the schema of their table, which gives them their types; null if the table has none. */
    void hold(@Nullable BoundSchema schema) {
        List<Misfit> misfits;
        if (schema == null) {
            misfits = PlainValues.misfits(events);
        } else {
            HeldEvents held = schema.hold(events);
            events = held.events();
            misfits = held.misfits();
        }
        for (Misfit misfit : misfits) {
            refuse(misfit.row(), misfit.code(), misfit.message(), misfit.path(), misfit.hint());
        }
    }

    EventColumns events() {
        return events;
    }

    ShardRows.SpanOwner owner() {
        return new ShardRows.SpanOwner(request.principal().name(), request.requestId());
    }

    boolean mayWrite(TableRef table) {
        return request.principal().mayWrite(table);
    }

    boolean isRefused(int row) {
        return left || refused.get(row);
    }

    boolean hasRefusals() {
        return left || !refused.isEmpty();
    }

    int acceptedRows() {
        return left ? 0 : request.events().rows() - refused.cardinality();
    }

    /** Refuses one row; the first reason stays. The field is a JSON pointer below the event without its first slash, empty for the event. */
    void refuse(int row, ErrorCode why, String message, @Nullable String field, @Nullable String hint) {
        if (!refused.get(row)) {
            refused.set(row);
            rejections.add(new Rejection(
                    request.indexes()[row],
                    request.events().ids().text(row),
                    why,
                    message,
                    field == null || field.isEmpty() ? field : "/" + field,
                    hint));
        }
    }

    /** Notes that the request has columns that its table lacks. */
    void addsColumns() {
        addsColumns = true;
    }

    boolean needsWidening() {
        return addsColumns && acceptedRows() > 0;
    }

    /** Refuses the whole request; nothing of it was or will be sent. */
    void refuseAll(ErrorCode why, String message) {
        left = true;
        code = why;
        reason = message;
    }

    void durable(int row) {
        durable.set(row);
    }

    void position(LogPosition position) {
        positions.add(position);
    }

    /** A record with rows of the request is not known durable. */
    void failed(ErrorCode why, String message) {
        unknown |= why == ErrorCode.UNKNOWN_OUTCOME;
        if (code == null) {
            code = why;
            reason = message;
        }
    }

    RequestOutcome outcome(@Nullable Long watermarkMicros) {
        return new RequestOutcome(durable.cardinality(), rejections, positions, watermarkMicros, failure());
    }

    private @Nullable Failure failure() {
        if (code == null) {
            return null;
        }
        int[] indexes =
                durable.stream().map(row -> request.indexes()[row]).sorted().toArray();
        boolean some = unknown || indexes.length > 0;
        return new Failure(some ? ErrorCode.UNKNOWN_OUTCOME : code, reason, indexes);
    }
}
