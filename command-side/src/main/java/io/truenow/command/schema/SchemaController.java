package io.truenow.command.schema;

import io.truenow.command.answer.EnvelopeRoute;
import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.RegisteredVersion;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** Schemas and their versions over HTTP. Thread-safe. */
@Controller
public class SchemaController {

    private static final String SCHEMAS = "/api/v1/schemas";
    private static final String ONE = SCHEMAS + "/{id}";
    private static final String VERSIONS = ONE + "/versions";
    private static final String VERSION = VERSIONS + "/{version}";
    private static final String COMPATIBILITY = ONE + "/compatibility";
    private static final String USUAL_NAMESPACE = "default";
    private static final int MAX_BODY_BYTES = (1 << 20) + (64 << 10);

    private final Schemas schemas;

    SchemaController(Schemas schemas) {
        this.schemas = schemas;
    }

    /** Makes a schema. */
    @Requires(Permission.WRITE_SCHEMAS)
    @PostMapping(SCHEMAS)
    public void create(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            String name = JsonBody.requireText(body, "name");
            String namespace = JsonBody.optionalText(body, "namespace");
            String description = JsonBody.description(body);
            RegisteredVersion made = schemas.create(
                    principal(request),
                    namespace == null || namespace.isEmpty() ? USUAL_NAMESPACE : namespace,
                    name,
                    description == null ? "" : description,
                    definition(body));
            return JsonAnswer.of(201, out -> {
                SchemaDescriptor schema = made.schema();
                out.writeStartObject();
                out.writeStringProperty("schema_id", schema.schemaId());
                out.writeStringProperty("name", schema.name());
                out.writeStringProperty("namespace", schema.namespace());
                out.writeNumberProperty("version", made.version().version());
                out.writeStringProperty("fingerprint", made.version().fingerprint());
                out.writeStringProperty("version_id", made.version().versionId());
                out.writeStringProperty("created_at", TimeText.toIso(schema.createdMicros()));
                out.writeEndObject();
            });
        });
    }

    /** Lists schemas, newest first. */
    @Requires(Permission.READ_SCHEMAS)
    @GetMapping(SCHEMAS)
    public void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<SchemaDescriptor> all = schemas.list(principal(request));
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(schema -> write(out, schema));
                out.writeEndArray();
            });
        });
    }

    /** One schema. */
    @Requires(Permission.READ_SCHEMAS)
    @GetMapping(ONE)
    public void one(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            SchemaDescriptor schema = schemas.require(principal(request), id);
            return JsonAnswer.of(200, out -> write(out, schema));
        });
    }

    /** Deletes a schema that no stream is bound to. */
    @Requires(Permission.DELETE_SCHEMAS)
    @DeleteMapping(ONE)
    public void delete(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            schemas.delete(principal(request), id);
            return JsonAnswer.of(200, out -> {
                out.writeStartObject();
                out.writeBooleanProperty("success", true);
                out.writeEndObject();
            });
        });
    }

    /** Adds a version. */
    @Requires(Permission.WRITE_SCHEMAS)
    @PostMapping(VERSIONS)
    public void addVersion(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            RegisteredVersion added = schemas.addVersion(principal(request), id, definition(body), mode(body));
            return JsonAnswer.of(201, out -> write(out, added.version()));
        });
    }

    /** Lists the versions of a schema, in their order. */
    @Requires(Permission.READ_SCHEMAS)
    @GetMapping(VERSIONS)
    public void versions(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            List<SchemaVersionDescriptor> all = schemas.versions(principal(request), id);
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(version -> write(out, version));
                out.writeEndArray();
            });
        });
    }

    /** Takes a version out of use: {@code {"status":"deprecated"}}. */
    @Requires(Permission.MANAGE_SCHEMAS)
    @PatchMapping(VERSION)
    public void deprecate(
            @PathVariable String id,
            @PathVariable int version,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            if (!JsonBody.requireText(body, "status").equals(VersionStatus.DEPRECATED.text())) {
                throw JsonBody.invalid("A version can become deprecated, nothing else.", "/status", null);
            }
            RegisteredVersion now = schemas.deprecate(principal(request), id, version);
            return JsonAnswer.of(200, out -> write(out, now.version()));
        });
    }

    /** Says whether a definition might be the next version, and what it changes. Nothing is kept. */
    @Requires(Permission.READ_SCHEMAS)
    @PostMapping(COMPATIBILITY)
    public void compare(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        EnvelopeRoute.answer(response, () -> {
            JsonNode body = EnvelopeRoute.body(request, MAX_BODY_BYTES);
            Schemas.Comparison compared = schemas.compare(principal(request), id, definition(body), mode(body));
            return JsonAnswer.of(200, out -> write(out, compared));
        });
    }

    /** Any other method on these paths. */
    @OpenToAll
    @RequestMapping({SCHEMAS, ONE, VERSIONS, VERSION, COMPATIBILITY})
    public void otherMethod(HttpServletResponse response) throws IOException {
        EnvelopeRoute.methodNotAllowed(response, "GET, POST, PATCH, DELETE");
    }

    private static Principal principal(HttpServletRequest request) {
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
    }

    private static String definition(JsonNode body) {
        JsonNode definition = body.path("definition");
        if (definition.isMissingNode() || definition.isNull()) {
            throw JsonBody.invalid("definition is required", "/definition", "Send a JSON Schema, draft 7.");
        }
        return definition.toString();
    }

    private static CompatibilityMode mode(JsonNode body) {
        String text = JsonBody.optionalText(body, "compatibility_mode");
        if (text == null || text.isEmpty()) {
            return CompatibilityMode.BACKWARD;
        }
        return CompatibilityMode.named(text)
                .orElseThrow(() ->
                        JsonBody.invalid("The mode is BACKWARD, FORWARD, FULL or NONE.", "/compatibility_mode", null));
    }

    private static void write(JsonGenerator out, SchemaDescriptor schema) {
        out.writeStartObject();
        out.writeStringProperty("schema_id", schema.schemaId());
        out.writeStringProperty("name", schema.name());
        out.writeStringProperty("namespace", schema.namespace());
        if (!schema.description().isEmpty()) {
            JsonAnswer.writeText(out, "description", schema.description());
        }
        out.writeStringProperty("created_at", TimeText.toIso(schema.createdMicros()));
        out.writeStringProperty("updated_at", TimeText.toIso(schema.updatedMicros()));
        out.writeStringProperty("created_by", schema.createdBy());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, SchemaVersionDescriptor version) {
        out.writeStartObject();
        out.writeStringProperty("version_id", version.versionId());
        out.writeStringProperty("schema_id", version.schemaId());
        out.writeNumberProperty("version", version.version());
        out.writeName("definition");
        out.writeRawValue(version.definition());
        out.writeStringProperty("fingerprint", version.fingerprint());
        out.writeStringProperty("compatibility_mode", version.mode().name());
        out.writeStringProperty("status", version.status().text());
        out.writeStringProperty("created_at", TimeText.toIso(version.createdMicros()));
        out.writeStringProperty("created_by", version.createdBy());
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Schemas.Comparison compared) {
        out.writeStartObject();
        out.writeBooleanProperty("compatible", compared.problems().isEmpty());
        out.writeStringProperty("compatibility_mode", compared.mode().name());
        out.writeNumberProperty("version", compared.version());
        out.writeName("problems");
        out.writeStartArray();
        compared.problems().forEach(problem -> {
            out.writeStartObject();
            JsonAnswer.writeText(out, "pointer", problem.pointer());
            out.writeStringProperty("kind", problem.kind());
            JsonAnswer.writeText(out, "message", problem.message());
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeName("changes");
        out.writeStartArray();
        compared.changes().forEach(change -> {
            out.writeStartObject();
            JsonAnswer.writeText(out, "pointer", change.pointer());
            JsonAnswer.writeText(out, "what", change.what());
            out.writeEndObject();
        });
        out.writeEndArray();
        out.writeEndObject();
    }
}
