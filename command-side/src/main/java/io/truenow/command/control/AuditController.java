package io.truenow.command.control;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.port.AuditLog;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The chain over the facts of all tenants over HTTP. Thread-safe. */
@Controller
public class AuditController {

    private static final String VERIFY = "/api/v1/audit/verify";

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** Reads every fact and every link again; for who manages the server. */
    @Requires(Permission.MANAGE_SERVER)
    @GetMapping(VERIFY)
    public void verify(
            @RequestParam(required = false) @Nullable String noted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE)).requireServer();
            AuditLog.Verification found = audit.verify(noted == null || noted.isEmpty() ? null : noted);
            return JsonAnswer.of(200, out -> {
                out.writeStartObject();
                out.writeBooleanProperty("intact", found.problem() == null);
                out.writeNumberProperty("facts", found.facts());
                out.writeNumberProperty("waiting", found.waiting());
                out.writeStringProperty("head", found.head() + ":" + found.headHash());
                if (found.brokenLink() != null) {
                    out.writeNumberProperty("broken_link", found.brokenLink());
                }
                JsonAnswer.writeText(out, "problem", found.problem());
                out.writeEndObject();
            });
        });
    }

    /** Any other method on this path. */
    @OpenToAll
    @RequestMapping(VERIFY)
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET");
    }
}
