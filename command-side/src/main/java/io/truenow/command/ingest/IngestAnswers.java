package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.Refusal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogPosition;
import io.truenow.events.ingest.Rejection;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** The documented answers of the ingest doors. Thread-safe. */
public final class IngestAnswers {

    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;

    private IngestAnswers() {}

    /** The answer to one event that is durable. */
    static JsonAnswer single(AnswerTally tally, String eventId) {
        return JsonAnswer.of(ACCEPTED, out -> {
            out.writeStartObject();
            out.writeStringProperty("status", "accepted");
            out.writeStringProperty("event_id", eventId);
            writePlace(out, tally);
            out.writeEndObject();
        });
    }

    /** The answer to one event that was refused. */
    static JsonAnswer singleRefused(Rejection r) {
        return JsonAnswer.of(new TrueNowException(r.code(), r.message(), r.pointer(), r.hint(), null));
    }

    /** The answer to a list of events, of which at least one is durable. */
    static JsonAnswer batch(AnswerTally tally, Consumer<JsonGenerator> more) {
        return JsonAnswer.of(ACCEPTED, out -> {
            out.writeStartObject();
            out.writeStringProperty("status", "accepted");
            writeCounts(out, tally);
            writeErrors(out, tally);
            writePlace(out, tally);
            more.accept(out);
            out.writeEndObject();
        });
    }

    /** The answer to a list of events, all of which were refused. */
    static JsonAnswer noneValid(AnswerTally tally) {
        return JsonAnswer.of(BAD_REQUEST, out -> {
            out.writeStartObject();
            String detail = tally.received() == 0
                    ? "The request holds no event."
                    : "All [" + tally.received() + "] events of the request were refused.";
            JsonAnswer.writeError(out, "No valid events", ErrorCode.INVALID_EVENT, detail, null, null);
            writeCounts(out, tally);
            writeErrors(out, tally);
            out.writeEndObject();
        });
    }

    /** The answer to a request that is not durable as a whole. */
    static JsonAnswer failed(AnswerTally tally, ErrorCode code, String message, Consumer<JsonGenerator> more) {
        return failed(tally, new TrueNowException(code, message), more);
    }

    private static JsonAnswer failed(AnswerTally tally, TrueNowException why, Consumer<JsonGenerator> more) {
        Refusal refusal = Refusal.of(why);
        boolean unknown = why.code() == ErrorCode.UNKNOWN_OUTCOME;
        return JsonAnswer.of(refusal.status(), refusal.retryAfterSeconds(), out -> {
            out.writeStartObject();
            String hint = unknown ? "Send the same events with the same ids again: no event counts twice." : why.hint();
            JsonAnswer.writeError(out, refusal.error(), why.code(), why.getMessage(), why.pointer(), hint);
            if (unknown) {
                out.writeStringProperty("outcome", "unknown");
            }
            writeCounts(out, tally);
            writeErrors(out, tally);
            more.accept(out);
            out.writeEndObject();
        });
    }

    /**
     * The answer to a stream of events.
     *
     * @param position name of the property with the position up to which everything is durable or was refused
     */
    public static JsonAnswer stream(StreamOutcome outcome, String position) {
        AnswerTally tally = outcome.tally();
        Consumer<JsonGenerator> progress = out -> out.writeNumberProperty(position, outcome.durable());
        TrueNowException failure = outcome.failure();
        if (failure != null) {
            return failed(tally, failure, progress);
        }
        return tally.accepted() == 0 ? noneValid(tally) : batch(tally, progress);
    }

    /** The indexes that are known durable, as a property. */
    static void writeDurable(JsonGenerator out, AnswerTally tally) {
        out.writeArrayPropertyStart("durable");
        for (int index : tally.durableIndexes()) {
            out.writeNumber(index);
        }
        out.writeEndArray();
    }

    private static void writeCounts(JsonGenerator out, AnswerTally tally) {
        out.writeNumberProperty("events_received", tally.received());
        out.writeNumberProperty("events_accepted", tally.accepted());
    }

    private static void writePlace(JsonGenerator out, AnswerTally tally) {
        out.writeNumberProperty("accepted", tally.accepted());
        out.writeArrayPropertyStart("offsets");
        for (LogPosition position : tally.positions()) {
            out.writeNumber(position.offset());
        }
        out.writeEndArray();
        if (tally.positionsOmitted() > 0) {
            out.writeNumberProperty("offsets_omitted", tally.positionsOmitted());
        }
        Long watermark = tally.watermarkMicros();
        if (watermark == null) {
            out.writeNullProperty("watermark");
        } else {
            out.writeNumberProperty("watermark", watermark.longValue());
        }
        if (!tally.positions().isEmpty()) {
            out.writeStringProperty("position", tally.positions().getFirst().toString());
        }
    }

    private static void writeErrors(JsonGenerator out, AnswerTally tally) {
        out.writeArrayPropertyStart("errors");
        for (Rejection r : tally.rejections()) {
            out.writeStartObject();
            out.writeNumberProperty("index", r.index());
            JsonAnswer.writeText(out, "event_id", r.eventId());
            JsonAnswer.writeError(out, Refusal.of(r.code()).error(), r.code(), r.message(), r.pointer(), r.hint());
            out.writeEndObject();
        }
        out.writeEndArray();
        if (tally.rejected() > tally.rejections().size()) {
            out.writeNumberProperty(
                    "errors_omitted", tally.rejected() - tally.rejections().size());
        }
    }
}
