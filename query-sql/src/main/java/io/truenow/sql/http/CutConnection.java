package io.truenow.sql.http;

import io.truenow.events.error.TrueNowException;
import org.apache.coyote.CloseNowException;

/** Cuts the connection of an answer that ended before its last row in a form that cannot say so; the web server knows what it means. */
final class CutConnection extends CloseNowException {

    private static final long serialVersionUID = 1L;

    CutConnection(TrueNowException why) {
        super("An answer ended early: " + why.getMessage(), why);
    }
}
