package io.truenow.command.access;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.access.Role;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** API keys over HTTP: make, list, rotate, revoke. The text of a key is in the answer that made it and nowhere else. Thread-safe. */
@Controller
public class ApiKeyController {

    private static final String KEYS = "/api/v1/api-keys";
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_DAYS = 3_650;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final long USUAL_OVERLAP_SECONDS = 86_400;

    private final ApiKeys keys;
    private final ApiKeyDirectory directory;
    private final StreamPermissions permissions;
    private final MicroClock clock;

    ApiKeyController(ApiKeys keys, ApiKeyDirectory directory, StreamPermissions permissions, MicroClock clock) {
        this.keys = keys;
        this.directory = directory;
        this.permissions = permissions;
        this.clock = clock;
    }

    /** Makes a key; the one answer with its text. */
    @Requires(Permission.WRITE_API_KEYS)
    @PostMapping(KEYS)
    public void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            Principal caller = principal(request);
            JsonNode body = JsonBody.read(request, MAX_BODY_BYTES);
            String name = JsonBody.requireText(body, "name");
            String tenant = tenant(caller, JsonBody.optionalText(body, "tenant"));
            Role role = role(body);
            ApiKeys.Shown made = keys.create(
                    caller, tenant, name, role, permissions.read(tenant, role, body), expiry(body), signs(body));
            return shown(201, made, request);
        });
    }

    /** Lists the keys of a tenant, the caller's if none is named, newest first, without their texts. */
    @Requires(Permission.READ_API_KEYS)
    @GetMapping(KEYS)
    public void list(
            @RequestParam(required = false) @Nullable String tenant,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<ApiKeyDescriptor> all = directory.keys(tenant(principal(request), tenant));
            return JsonAnswer.of(200, out -> {
                out.writeStartObject();
                out.writeName("api_keys");
                out.writeStartArray();
                all.forEach(key -> writeListed(out, key));
                out.writeEndArray();
                out.writeEndObject();
            });
        });
    }

    /** Gives a key a new text; the one answer with it. */
    @Requires(Permission.WRITE_API_KEYS)
    @PostMapping(KEYS + "/{id}/rotate")
    public void rotate(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode overlap = JsonBody.readIfPresent(request, MAX_BODY_BYTES).path("overlap_seconds");
            long seconds =
                    overlap.isMissingNode() ? USUAL_OVERLAP_SECONDS : JsonBody.wholeNumber(overlap, "/overlap_seconds");
            long micros = seconds > Long.MAX_VALUE / 1_000_000 ? Long.MAX_VALUE : seconds * 1_000_000;
            ApiKeys.Shown rotated = keys.rotate(principal(request), id, micros);
            return shown(200, rotated, request);
        });
    }

    /** Revokes a key. */
    @Requires(Permission.WRITE_API_KEYS)
    @DeleteMapping(KEYS + "/{id}")
    public void revoke(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            keys.revoke(principal(request), id);
            return new JsonAnswer(204, new byte[0], 0);
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({KEYS, KEYS + "/{id}", KEYS + "/{id}/rotate"})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST, DELETE");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    /** The tenant whose keys are meant. */
    private String tenant(Principal caller, @Nullable String named) {
        String tenant = named == null || named.isEmpty() ? caller.tenant() : named;
        keys.requireTenant(caller, tenant);
        return tenant;
    }

    private static Role role(JsonNode body) {
        return Role.named(JsonBody.requireText(body, "role"))
                .orElseThrow(() -> new TrueNowException(
                        ErrorCode.INVALID_VALUE,
                        "role must be admin, operator, schema_admin, writer, or reader",
                        "/role",
                        null,
                        null));
    }

    private static boolean signs(JsonNode body) {
        JsonNode signs = body.path("signed_requests");
        if (signs.isMissingNode() || signs.isNull()) {
            return false;
        }
        if (!signs.isBoolean()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "signed_requests is true or false", "/signed_requests", null, null);
        }
        return signs.booleanValue();
    }

    private @Nullable Long expiry(JsonNode body) {
        JsonNode days = body.path("expires_in_days");
        if (days.isMissingNode() || days.isNull()) {
            return null;
        }
        long number = JsonBody.wholeNumber(days, "/expires_in_days");
        if (number < 1 || number > MAX_DAYS) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A key expires after 1 to [" + MAX_DAYS + "] days, or never.",
                    "/expires_in_days",
                    null,
                    null);
        }
        return clock.nowMicros() + number * DAY_MICROS;
    }

    /** The answer with the text, and for who sends the request again the one without. */
    private JsonAnswer shown(int status, ApiKeys.Shown shown, HttpServletRequest request) {
        request.setAttribute(
                JsonAnswer.KEPT_BODY,
                JsonAnswer.of(status, out -> writeShown(out, shown, null)).body());
        return JsonAnswer.of(status, out -> writeShown(out, shown, shown.text().reveal()));
    }

    private void writeShown(JsonGenerator out, ApiKeys.Shown shown, @Nullable String text) {
        out.writeStartObject();
        out.writeStringProperty("key_id", shown.key().keyId());
        if (text != null) {
            out.writeStringProperty("api_key", text);
        } else {
            out.writeNullProperty("api_key");
            out.writeStringProperty(
                    "hint", "The text was in the first answer and is not kept. Rotate the key for a new one.");
        }
        writeCommon(out, shown.key());
        out.writeEndObject();
    }

    private void writeListed(JsonGenerator out, ApiKeyDescriptor key) {
        out.writeStartObject();
        out.writeStringProperty("key_id", key.keyId());
        out.writeStringProperty("prefix", key.secrets().getLast().secret().toString());
        writeCommon(out, key);
        Long used = directory.lastUsedMicros(key.keyId());
        if (used != null) {
            out.writeStringProperty("last_used_at", TimeText.toIso(used));
        }
        out.writeEndObject();
    }

    private void writeCommon(JsonGenerator out, ApiKeyDescriptor key) {
        JsonAnswer.writeText(out, "name", key.name());
        out.writeStringProperty("tenant", key.tenant());
        out.writeStringProperty("role", key.role().text());
        permissions.write(out, key.tenant(), key.grants());
        if (key.expiresMicros() != null) {
            out.writeStringProperty("expires_at", TimeText.toIso(key.expiresMicros()));
        } else {
            out.writeNullProperty("expires_at");
        }
        out.writeBooleanProperty("signed_requests", key.signs());
        out.writeStringProperty("created_at", TimeText.toIso(key.createdMicros()));
        out.writeStringProperty("created_by", key.createdBy());
    }
}
