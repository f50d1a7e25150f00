package io.truenow.command.tenant;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Tenants over HTTP. Thread-safe. */
@Controller
public class TenantController {

    private static final String TENANTS = "/api/v1/tenants";
    private static final String ONE = TENANTS + "/{name}";
    private static final int MAX_BODY_BYTES = 64 << 10;

    private final Tenants tenants;

    TenantController(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Makes a tenant. */
    @Requires(Permission.MANAGE_SERVER)
    @PostMapping(TENANTS)
    public void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            TenantDescriptor made = tenants.create(principal(request), JsonBody.requireText(body, "name"));
            return JsonAnswer.of(201, out -> write(out, made));
        });
    }

    /** Lists the tenants that the caller sees, by name. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(TENANTS)
    public void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<TenantDescriptor> all = tenants.list(principal(request));
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(tenant -> write(out, tenant));
                out.writeEndArray();
            });
        });
    }

    /** One tenant. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(ONE)
    public void one(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            TenantDescriptor tenant = tenants.require(principal(request), name);
            return JsonAnswer.of(200, out -> write(out, tenant));
        });
    }

    /** Suspends a tenant or lets it in again: {@code {"status":"suspended"}}, {@code {"status":"active"}}. */
    @Requires(Permission.MANAGE_SERVER)
    @PatchMapping(ONE)
    public void change(@PathVariable String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            TenantState state = TenantState.named(JsonBody.requireText(body, "status"))
                    .orElseThrow(() -> JsonBody.invalid("A status is active or suspended.", "/status", null));
            TenantDescriptor changed = tenants.change(principal(request), name, state);
            return JsonAnswer.of(200, out -> write(out, changed));
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({TENANTS, ONE})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST, PATCH");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static void write(JsonGenerator out, TenantDescriptor tenant) {
        out.writeStartObject();
        out.writeStringProperty("name", tenant.tenant());
        out.writeStringProperty("status", tenant.state().text());
        if (tenant.facts() > 0) {
            out.writeStringProperty("created_at", TimeText.toIso(tenant.createdMicros()));
            out.writeStringProperty("updated_at", TimeText.toIso(tenant.updatedMicros()));
        }
        out.writeStringProperty("created_by", tenant.createdBy());
        out.writeEndObject();
    }
}
