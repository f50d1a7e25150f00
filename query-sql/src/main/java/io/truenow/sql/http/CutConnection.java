package io.truenow.sql.http;

import io.truenow.events.error.TrueNowException;
import java.io.IOException;

/** Cuts the connection of an answer that ended before its last row in a form that cannot say so. */
final class CutConnection extends IOException {

    private static final long serialVersionUID = 1L;

    CutConnection(TrueNowException why) {
        super("An answer ended early: " + why.getMessage(), why);
    }
}
