package io.truenow.command.rates;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimit;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Rate limits over HTTP. The version of a limit is in its {@code ETag}; a change with {@code If-Match} is refused if another came first.
 * Thread-safe.
 */
@Controller
public class RateLimitController {

    private static final String LIMITS = "/api/v1/limits";
    private static final String SERVER = LIMITS + "/server";
    private static final String TENANT = LIMITS + "/tenants/{tenant}";
    private static final String KEY = TENANT + "/keys/{key}";
    private static final int MAX_BODY_BYTES = 64 << 10;

    private final RateLimits limits;

    RateLimitController(RateLimits limits) {
        this.limits = limits;
    }

    /** Lists the limits that were set and that the caller sees. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(LIMITS)
    public void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<RateLimits.Standing> all = limits.list(principal(request));
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(limit -> write(out, limit));
                out.writeEndArray();
            });
        });
    }

    /** One limit as it holds, also if the settings say it. */
    @Requires(Permission.READ_SERVER)
    @GetMapping({SERVER, TENANT, KEY})
    public void one(
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable(required = false) @Nullable String key,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(
                response, () -> answer(limits.require(principal(request), new LimitSubject(tenant, key)), response));
    }

    /** Sets a limit: {@code {"events_per_second":1000,"burst":2}}. */
    @Requires(Permission.MANAGE_SERVER)
    @PutMapping({SERVER, TENANT, KEY})
    public void set(
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable(required = false) @Nullable String key,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            return answer(
                    limits.set(
                            principal(request),
                            new LimitSubject(tenant, key),
                            rate(body),
                            burst(body),
                            EnvelopeRoute.ifMatch(request)),
                    response);
        });
    }

    /** Lets the settings say again. */
    @Requires(Permission.MANAGE_SERVER)
    @DeleteMapping({SERVER, TENANT, KEY})
    public void clear(
            @PathVariable(required = false) @Nullable String tenant,
            @PathVariable(required = false) @Nullable String key,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            return answer(
                    limits.clear(principal(request), new LimitSubject(tenant, key), EnvelopeRoute.ifMatch(request)),
                    response);
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({LIMITS, SERVER, TENANT, KEY})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, PUT, DELETE");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static int rate(JsonNode body) {
        long rate = JsonBody.wholeNumber(body.path("events_per_second"), "/events_per_second");
        return (int) Math.clamp(rate, 0, Integer.MAX_VALUE);
    }

    private static double burst(JsonNode body) {
        JsonNode burst = body.path("burst");
        if (burst.isMissingNode() || burst.isNull()) {
            return 1;
        }
        if (!burst.isNumber()) {
            throw JsonBody.invalid("The burst is no number.", "/burst", "A burst is a number of seconds.");
        }
        return burst.doubleValue();
    }

    private static JsonAnswer answer(RateLimits.Standing limit, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, "\"" + limit.set().version() + "\"");
        return JsonAnswer.of(200, out -> write(out, limit));
    }

    private static void write(JsonGenerator out, RateLimits.Standing limit) {
        RateLimit set = limit.set();
        out.writeStartObject();
        out.writeStringProperty("scope", set.subject().scope());
        JsonAnswer.writeText(out, "tenant", set.subject().tenant());
        JsonAnswer.writeText(out, "key_id", set.subject().keyId());
        if (limit.rate().isOn()) {
            out.writeNumberProperty("events_per_second", limit.rate().perSecond());
            out.writeNumberProperty("burst", limit.rate().burst());
        } else {
            out.writeNullProperty("events_per_second");
            out.writeNullProperty("burst");
        }
        out.writeStringProperty("source", set.isSet() ? "control_plane" : "settings");
        out.writeNumberProperty("version", set.version());
        if (set.version() > 0) {
            out.writeStringProperty("updated_at", TimeText.toIso(set.changedMicros()));
            out.writeStringProperty("updated_by", set.changedBy());
        }
        out.writeEndObject();
    }
}
