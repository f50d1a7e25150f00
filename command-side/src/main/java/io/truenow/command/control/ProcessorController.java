package io.truenow.command.control;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.port.ReadModels;
import io.truenow.command.port.ReadModels.Processor;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.core.JsonGenerator;

/** The processors of the control plane's facts over HTTP. They are of all tenants, so only the first tenant may begin one again. Thread-safe. */
@Controller
public class ProcessorController {

    private static final String PROCESSORS = "/api/v1/processors";
    private static final String RESET = PROCESSORS + "/{name}/reset";

    private final ReadModels readModels;

    ProcessorController(ReadModels readModels) {
        this.readModels = readModels;
    }

    /** Lists them. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(PROCESSORS)
    public void list(HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<Processor> all = readModels.processors();
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(processor -> write(out, processor));
                out.writeEndArray();
            });
        });
    }

    /** Empties what one has stored and lets it be told every fact again. */
    @Requires(Permission.MANAGE_SERVER)
    @PostMapping(RESET)
    public void reset(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            readModels.reset(name);
            return JsonAnswer.of(202, out -> {
                out.writeStartObject();
                out.writeStringProperty("processor", name);
                out.writeStringProperty("status", "rebuilding");
                out.writeEndObject();
            });
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({PROCESSORS, RESET})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static void write(JsonGenerator out, Processor processor) {
        out.writeStartObject();
        out.writeStringProperty("processor", processor.name());
        out.writeNumberProperty("segment", processor.segment());
        if (processor.position() == null) {
            out.writeNullProperty("position");
        } else {
            out.writeNumberProperty("position", processor.position());
        }
        out.writeBooleanProperty("caught_up", processor.caughtUp());
        out.writeBooleanProperty("running", processor.running());
        out.writeBooleanProperty("stored", processor.stored());
        JsonAnswer.writeText(out, "reason", processor.reason());
        out.writeEndObject();
    }
}
