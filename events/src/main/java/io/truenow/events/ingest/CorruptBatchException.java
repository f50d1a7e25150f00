package io.truenow.events.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;

/** A stored batch that cannot be what was written. */
public final class CorruptBatchException extends TrueNowException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with it. */
    public CorruptBatchException(String message) {
        super(ErrorCode.CORRUPT_RECORD, message);
    }
}
