package io.truenow.command.ingest;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Requires;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The ingest doors over HTTP. Reads the raw body and never asks for a parameter, since the servlet container would take a body
 * without content type for a form. Thread-safe.
 */
@Requires(Permission.INGEST)
@Controller
public class IngestController {

    private final IngestDoor door;
    private final CallReader calls;

    /** The routes over a door. */
    public IngestController(IngestDoor door, CallReader calls) {
        this.door = door;
        this.calls = calls;
    }

    /** One event, or a list of them in the dialects of old clients. */
    @PostMapping("/v1/ingest")
    public void ingest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response, false);
    }

    /** Many events. */
    @PostMapping("/v1/batch")
    public void batch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response, true);
    }

    /** Anything else: 404 for POST, 405 for other methods, both empty. */
    @OpenToAll
    @RequestMapping("/**")
    public void other(HttpServletRequest request, HttpServletResponse response) {
        if (request.getMethod().equals("POST")) {
            response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        } else {
            response.setHeader("Allow", "POST");
            response.setStatus(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
        }
    }

    private void take(HttpServletRequest request, HttpServletResponse response, boolean batch) throws IOException {
        InputStream body = CallReader.body(request);
        JsonAnswer answer;
        try {
            answer = door.ingest(calls.read(request, batch), body);
        } catch (IOException e) {
            // The body broke off. If the client is gone nobody reads this, and nobody is to blame.
            answer = JsonAnswer.of(new TrueNowException(
                    ErrorCode.INVALID_JSON, "The body broke off, or stalled, before its announced end.", e));
        }
        if (answer.status() == HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE) {
            response.setHeader("Accept-Encoding", ContentCodings.understood());
        }
        CallReader.answer(request, body, response, door.limited(answer, CallReader.caller(request)));
    }
}
