package io.truenow.command.catalog;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Namespaces and tables over HTTP: make, list, look at. A namespace's id is its name, which is unique in its tenant. Reads come
 * from memory. Thread-safe.
 */
@Controller
public class CatalogController {

    private static final String PRINCIPAL = "truenow.principal";
    private static final int MAX_BODY_BYTES = 64 << 10;

    private final TableDirectory directory;
    private final CatalogCache cache;
    private final JsonMapper mapper = JsonMapper.builder().build();

    /** Routes over the catalogue. */
    public CatalogController(TableDirectory directory, CatalogCache cache) {
        this.directory = directory;
        this.cache = cache;
    }

    /** Makes a namespace. */
    @PostMapping("/v1/namespaces")
    public void createNamespace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        JsonNode body = body(request, response);
        if (body == null) {
            return;
        }
        answer(response, () -> {
            NamespaceDescriptor made = directory.createNamespace(
                    principal(request).tenant(),
                    requireName(body),
                    policy(body),
                    text(body, "description"),
                    administrator(request),
                    false);
            return JsonAnswer.of(201, out -> writeMade(out, made.name(), made.name()));
        });
    }

    /** Lists namespaces, newest first. */
    @GetMapping("/v1/namespaces")
    public void namespaces(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<NamespaceDescriptor> all = cache.namespaces(principal(request).tenant()).stream()
                .sorted(Comparator.comparingLong(NamespaceDescriptor::createdMicros)
                        .reversed())
                .toList();
        JsonAnswer.of(200, out -> {
                    out.writeStartArray();
                    all.forEach(n -> writeNamespace(out, n));
                    out.writeEndArray();
                })
                .send(response);
    }

    /** One namespace. */
    @GetMapping("/v1/namespaces/{id}")
    public void namespace(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(response, () -> {
            NamespaceDescriptor found = requireNamespace(request, id);
            return JsonAnswer.of(200, out -> writeNamespace(out, found));
        });
    }

    /** Makes a table. */
    @PostMapping("/v1/namespaces/{namespace}/tables")
    public void createTable(@PathVariable String namespace, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JsonNode body = body(request, response);
        if (body == null) {
            return;
        }
        answer(response, () -> {
            requireNamespace(request, namespace);
            TableRef ref = new TableRef(principal(request).tenant(), namespace, requireName(body));
            TableSettings asNew = directory.autoCreated();
            TableDescriptor made = directory.createTable(ref, asNew, text(body, "description"), administrator(request));
            return JsonAnswer.of(
                    201,
                    out -> writeMade(out, made.tableId().toString(), made.ref().table()));
        });
    }

    /** Lists the tables of a namespace, newest first. */
    @GetMapping("/v1/namespaces/{namespace}/tables")
    public void tables(@PathVariable String namespace, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(response, () -> {
            requireNamespace(request, namespace);
            List<TableDescriptor> all = cache.tables(principal(request).tenant()).stream()
                    .filter(t -> t.ref().namespace().equals(namespace))
                    .sorted(Comparator.comparingLong(TableDescriptor::createdMicros)
                            .reversed())
                    .toList();
            return JsonAnswer.of(200, out -> {
                out.writeStartArray();
                all.forEach(t -> writeTable(out, t));
                out.writeEndArray();
            });
        });
    }

    private static void answer(HttpServletResponse response, Supplier<JsonAnswer> work) throws IOException {
        JsonAnswer answer;
        try {
            answer = work.get();
        } catch (TrueNowException e) {
            answer = JsonAnswer.of(e);
        }
        answer.send(response);
    }

    private @Nullable JsonNode body(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MAX_BODY_BYTES + 1);
        TrueNowException refusal;
        if (bytes.length > MAX_BODY_BYTES) {
            refusal =
                    new TrueNowException(ErrorCode.TOO_LARGE, "The body has more than [" + MAX_BODY_BYTES + "] bytes.");
        } else {
            try {
                JsonNode body = mapper.readTree(bytes);
                if (body.isObject()) {
                    return body;
                }
                refusal = new TrueNowException(ErrorCode.INVALID_JSON, "The body is not an object.");
            } catch (JacksonException e) {
                refusal = new TrueNowException(ErrorCode.INVALID_JSON, "The body is not JSON.", e);
            }
        }
        JsonAnswer.of(refusal).send(response);
        return null;
    }

    private NamespaceDescriptor requireNamespace(HttpServletRequest request, String name) {
        NamespaceDescriptor found = cache.namespace(principal(request).tenant(), name);
        if (found == null) {
            throw new TrueNowException(ErrorCode.UNKNOWN_NAMESPACE, "The namespace does not exist.");
        }
        return found;
    }

    private static String requireName(JsonNode body) {
        JsonNode name = body.path("name");
        if (!name.isString() || name.stringValue().isEmpty()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_NAME, "The name is missing.", "/name", "Send a text as \"name\".", null);
        }
        return name.stringValue();
    }

    private static String text(JsonNode body, String field) {
        JsonNode value = body.path(field);
        return value.isString() ? value.stringValue() : "";
    }

    private static NamespacePolicy policy(JsonNode body) {
        String text = text(body, "policy").toUpperCase(Locale.ROOT);
        return switch (text) {
            case "", "AUTO_CREATE" -> NamespacePolicy.AUTO_CREATE;
            case "DECLARED" -> NamespacePolicy.DECLARED;
            default ->
                throw new TrueNowException(
                        ErrorCode.INVALID_VALUE,
                        "The policy is unknown.",
                        "/policy",
                        "Send \"auto_create\" or \"declared\".",
                        null);
        };
    }

    private static Principal principal(HttpServletRequest request) {
        return request.getAttribute(PRINCIPAL) instanceof Principal principal ? principal : Principal.LOCAL;
    }

    private static Principal administrator(HttpServletRequest request) {
        Principal principal = principal(request);
        if (!principal.administrator()) {
            throw new TrueNowException(ErrorCode.FORBIDDEN, "Only an administrator may change the catalogue.");
        }
        return principal;
    }

    private static void writeMade(JsonGenerator out, String id, String name) {
        out.writeStartObject();
        out.writeStringProperty("id", id);
        out.writeStringProperty("name", name);
        out.writeEndObject();
    }

    private static void writeNamespace(JsonGenerator out, NamespaceDescriptor n) {
        out.writeStartObject();
        out.writeStringProperty("id", n.name());
        out.writeStringProperty("name", n.name());
        out.writeStringProperty("description", n.description());
        out.writeStringProperty("owner", n.createdBy());
        out.writeStringProperty("policy", n.policy().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("created_at", TimeText.toIso(n.createdMicros()));
        out.writeEndObject();
    }

    private static void writeTable(JsonGenerator out, TableDescriptor t) {
        out.writeStartObject();
        out.writeStringProperty("id", t.tableId().toString());
        out.writeStringProperty("name", t.ref().table());
        out.writeNumberProperty("active_version", t.schemaVersion());
        out.writeStringProperty("state", t.state().name().toLowerCase(Locale.ROOT));
        out.writeStringProperty("created_at", TimeText.toIso(t.createdMicros()));
        out.writeEndObject();
    }
}
