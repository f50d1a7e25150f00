package io.truenow.command.config;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.config.ConfigurationEpoch;
import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.JsonNode;

/**
 * The server's configuration over HTTP. The epoch in force is in the {@code ETag}; a change with {@code If-Match} is refused if another
 * came first. Thread-safe.
 */
@Controller
public class ConfigurationController {

    private static final String CONFIG = "/api/v1/config";
    private static final String EPOCHS = CONFIG + "/epochs";
    private static final String COMMIT = EPOCHS + "/{epoch}/commit";
    private static final String ROLLBACK = CONFIG + "/rollback";
    private static final int MAX_BODY_BYTES = 64 << 10;
    private static final int MAX_LIMIT = 1_000;
    private static final int USUAL_LIMIT = 100;

    private final Configurations configurations;

    ConfigurationController(Configurations configurations) {
        this.configurations = configurations;
    }

    /** Every key with its value. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(CONFIG)
    public void values(HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            ServerConfiguration now = tagged(configurations.now(), response);
            return JsonAnswer.of(200, out -> ConfigurationJson.writeValues(out, now.values()));
        });
    }

    /** Changes keys, all or none: values by key, null for the usual one. */
    @Requires(Permission.MANAGE_SERVER)
    @PatchMapping(CONFIG)
    public void change(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            Map<String, @Nullable Long> changes = changes(request);
            ServerConfiguration changed = tagged(
                    configurations.change(principal(request), changes, EnvelopeRoute.ifMatch(request)), response);
            return JsonAnswer.of(200, out -> ConfigurationJson.writeUpdated(out, changes.size(), active(changed)));
        });
    }

    /** Lists epochs and proposals, newest first. */
    @Requires(Permission.READ_SERVER)
    @GetMapping(EPOCHS)
    public void epochs(
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String before,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            int most = (int) number("limit", limit, USUAL_LIMIT, MAX_LIMIT);
            long below = number("before", before, Long.MAX_VALUE, Long.MAX_VALUE);
            ServerConfiguration now = tagged(configurations.now(), response);
            List<ConfigurationEpoch> page = configurations.epochs(below, most);
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                page.forEach(one -> ConfigurationJson.write(out, one, now.status(one)));
                out.writeEndArray();
            });
        });
    }

    /** Notes changes for a later commit. */
    @Requires(Permission.MANAGE_SERVER)
    @PostMapping(EPOCHS)
    public void propose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            ServerConfiguration noted = tagged(
                    configurations.propose(principal(request), changes(request), EnvelopeRoute.ifMatch(request)),
                    response);
            return epoch(201, noted, noted.find(noted.last()).orElseThrow());
        });
    }

    /** Puts a proposal into force: {@code {"force":true}} even if another epoch was committed since. */
    @Requires(Permission.MANAGE_SERVER)
    @PostMapping(COMMIT)
    public void commit(@PathVariable String epoch, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            JsonNode body = JsonBody.readIfPresent(request, MAX_BODY_BYTES);
            JsonNode force = body.path("force");
            if (!force.isMissingNode() && !force.isBoolean()) {
                throw JsonBody.invalid("force is neither true nor false.", "/force", null);
            }
            ServerConfiguration committed = tagged(
                    configurations.commit(
                            principal(request), proposal(epoch), force.asBoolean(false), expected(body, request)),
                    response);
            return epoch(200, committed, active(committed));
        });
    }

    /** Puts the values before the epoch in force into force again. */
    @Requires(Permission.MANAGE_SERVER)
    @PostMapping(ROLLBACK)
    public void rollBack(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            principal(request).requireServer();
            JsonNode body = JsonBody.readIfPresent(request, MAX_BODY_BYTES);
            ServerConfiguration before =
                    tagged(configurations.rollBack(principal(request), expected(body, request)), response);
            return epoch(200, before, active(before));
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({CONFIG, EPOCHS, COMMIT, ROLLBACK})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST, PATCH");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static ServerConfiguration tagged(ServerConfiguration configuration, HttpServletResponse response) {
        response.setHeader(HttpHeaders.ETAG, "\"" + configuration.epoch() + "\"");
        return configuration;
    }

    private static ConfigurationEpoch active(ServerConfiguration configuration) {
        return configuration.find(configuration.epoch()).orElseThrow();
    }

    private static JsonAnswer epoch(int status, ServerConfiguration configuration, ConfigurationEpoch one) {
        return JsonAnswer.of(status, out -> ConfigurationJson.write(out, one, configuration.status(one)));
    }

    /** Changes by key; that a key exists and may have the value is for the aggregate. */
    private static Map<String, @Nullable Long> changes(HttpServletRequest request) throws IOException {
        Map<String, @Nullable Long> changes = new TreeMap<>();
        for (Map.Entry<String, JsonNode> one :
                JsonBody.read(request, MAX_BODY_BYTES).properties()) {
            ConfigurationKey.require(one.getKey());
            changes.put(
                    one.getKey(),
                    one.getValue().isNull()
                            ? null
                            : JsonBody.wholeNumber(one.getValue(), ConfigurationKey.pointer(one.getKey())));
        }
        return changes;
    }

    /** The epoch that has to be in force, by the field {@code expected_epoch} or else by {@code If-Match}; null for any. */
    private static @Nullable Long expected(JsonNode body, HttpServletRequest request) {
        JsonNode epoch = body.path("expected_epoch");
        return epoch.isMissingNode() || epoch.isNull()
                ? EnvelopeRoute.ifMatch(request)
                : (Long) JsonBody.wholeNumber(epoch, "/expected_epoch");
    }

    private static long proposal(String epoch) {
        try {
            return Long.parseLong(epoch);
        } catch (NumberFormatException e) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "An epoch has a number.", e);
        }
    }

    private static long number(String name, @Nullable String text, long usual, long most) {
        if (text == null || text.isEmpty()) {
            return usual;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw JsonBody.invalid(name + " is no whole number.", "/" + name, null);
        }
        throw JsonBody.invalid(name + " is [1] to [" + most + "].", "/" + name, null);
    }
}
