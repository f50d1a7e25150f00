package io.truenow.sql.http;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;

/** Up to where in the log a request wants to see events: its headers {@link LogMark#HEADER}, as acknowledgements have them. */
final class WantedPosition {

    private WantedPosition() {}

    /**
     * What all such headers of a request say together.
     *
     * @throws TrueNowException {@code INVALID_POSITION}
     */
    static LogMark of(HttpServletRequest request) {
        return LogMark.parse(String.join(",", Collections.list(request.getHeaders(LogMark.HEADER))));
    }
}
