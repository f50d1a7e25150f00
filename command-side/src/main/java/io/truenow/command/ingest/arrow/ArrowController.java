package io.truenow.command.ingest.arrow;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.ingest.CallReader;
import io.truenow.command.ingest.IngestAnswers;
import io.truenow.command.ingest.IngestDoor;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;

/** The ingest door for streams of Arrow's IPC format. Answers as {@code /v1/batch} does. Thread-safe. */
@Requires(Permission.INGEST)
@Controller
public class ArrowController {

    private static final String STREAM = "application/vnd.apache.arrow.stream";

    private final IngestDoor door;
    private final CallReader calls;
    private final ArrowSettings limits;

    /** The routes over a door. */
    public ArrowController(IngestDoor door, CallReader calls, ArrowSettings limits) {
        this.door = door;
        this.calls = calls;
        this.limits = limits;
    }

    /** A stream, whatever its content type says. */
    @PostMapping("/v1/arrow")
    public void arrow(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response);
    }

    /** A stream at the door for many events. */
    @PostMapping(path = "/v1/batch", consumes = STREAM)
    public void batch(HttpServletRequest request, HttpServletResponse response) throws IOException {
        take(request, response);
    }

    private void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream body = CallReader.body(request);
        JsonAnswer answer;
        try {
            answer = door.stream(
                    calls.read(request, true),
                    body,
                    (call, in, means) -> new ArrowBlocks(call, in, means, limits),
                    outcome -> IngestAnswers.stream(outcome, "last_durable_row"),
                    JsonAnswer::of);
        } catch (IOException e) {
            // If the client is gone nobody reads this, and nobody is to blame.
            answer = JsonAnswer.of(ArrowFaults.corrupt("The body broke off, or stalled, before its announced end.", e));
        }
        CallReader.answer(request, body, response, door.limited(answer, CallReader.caller(request)));
    }
}
