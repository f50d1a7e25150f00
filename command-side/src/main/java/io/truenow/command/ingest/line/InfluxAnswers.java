package io.truenow.command.ingest.line;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.Refusal;
import io.truenow.command.ingest.AnswerTally;
import io.truenow.command.ingest.StreamOutcome;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Answers as clients of InfluxDB read them: nothing with 204, or an error as {@code {"error":…}} (version 1) or
 * {@code {"code":…,"message":…}} (version 2). Such clients send a request again after 429 and 5xx, in smaller parts after 413, and never
 * after another 4xx. Thread-safe.
 *
 * @param version of the interface, 1 or 2
 */
record InfluxAnswers(int version) {

    /** Refused lines that an answer words; the others are counted. */
    static final int MAX_LINES_SHOWN = 20;

    private static final int NO_CONTENT = 204;
    private static final int BAD_REQUEST = 400;

    /** The answer to a body that was read. */
    JsonAnswer of(StreamOutcome outcome) {
        AnswerTally tally = outcome.tally();
        TrueNowException failure = outcome.failure();
        if (failure != null) {
            String upTo = tally.accepted() > 0
                    ? " Up to line " + outcome.durable()
                            + " everything is durable or was refused; what was sent may be sent again."
                    : "";
            return refused(failure, failure.getMessage() + upTo);
        }
        if (tally.rejected() == 0) {
            return new JsonAnswer(NO_CONTENT, new byte[0], 0);
        }
        String lines = lines(tally);
        String message = tally.accepted() > 0
                ? "partial write: " + lines + " dropped=" + tally.rejected()
                : "unable to parse: " + lines + " dropped=" + tally.rejected();
        Integer first = tally.rejections().isEmpty()
                ? null
                : tally.rejections().getFirst().index() + 1;
        return error(BAD_REQUEST, 0, "invalid", message, first);
    }

    /** The answer to a request of which nothing was taken. */
    JsonAnswer refused(TrueNowException e) {
        return refused(e, String.valueOf(e.getMessage()));
    }

    private JsonAnswer refused(TrueNowException e, String message) {
        Refusal refusal = Refusal.of(e);
        String hint = e.hint() == null ? "" : " " + e.hint();
        return error(refusal.status(), refusal.retryAfterSeconds(), code(refusal.status()), message + hint, null);
    }

    /** An error in the words of the interface. */
    JsonAnswer error(int status, int retryAfterSeconds, String code, String message, @Nullable Integer line) {
        return JsonAnswer.of(status, retryAfterSeconds, out -> {
            out.writeStartObject();
            if (version == 1) {
                JsonAnswer.writeText(out, "error", message);
            } else {
                out.writeStringProperty("code", code);
                JsonAnswer.writeText(out, "message", message);
                if (line != null) {
                    out.writeNumberProperty("line", line.intValue());
                }
            }
            out.writeEndObject();
        });
    }

    private static String lines(AnswerTally tally) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (Rejection r : tally.rejections()) {
            if (shown == MAX_LINES_SHOWN) {
                break;
            }
            text.append(shown++ == 0 ? "" : " ")
                    .append("line ")
                    .append(r.index() + 1)
                    .append(": ")
                    .append(r.message());
            if (r.hint() != null) {
                text.append(' ').append(r.hint());
            }
        }
        if (tally.rejected() > shown) {
            text.append(" And ").append(tally.rejected() - shown).append(" more.");
        }
        return text.toString();
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not found";
            case 413 -> "request too large";
            case 429 -> "too many requests";
            case 500 -> "internal error";
            case 503, 507 -> "unavailable";
            default -> "invalid";
        };
    }

    /** What a presented name and password are: wrong, as long as there are no keys (ruling 6). */
    JsonAnswer unauthenticated() {
        return refused(new TrueNowException(ErrorCode.UNAUTHENTICATED, "The credential is not valid."));
    }
}
