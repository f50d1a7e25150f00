package io.truenow.command.limit;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;

/** Events were refused for their rate; none of them was taken. */
public final class RateLimitedException extends TrueNowException {

    private static final long serialVersionUID = 1L;

    private final int retryAfterSeconds;

    /** @param retryAfterSeconds after which as many events pass if nobody else sends, at least 1 */
    public RateLimitedException(String message, int retryAfterSeconds) {
        super(ErrorCode.RATE_LIMITED, message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Seconds after which as many events pass if nobody else sends; at least 1. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
