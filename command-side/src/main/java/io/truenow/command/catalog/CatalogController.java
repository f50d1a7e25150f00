package io.truenow.command.catalog;

import io.truenow.command.answer.JsonAnswer;
import io.truenow.command.answer.JsonBody;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
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
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * Namespaces and tables over HTTP: make, list, look at. A namespace's id is its name, which is unique in its tenant. Reads come
 * from memory. Thread-safe.
 */
@Controller
public class CatalogController {

    private static final int MAX_BODY_BYTES = 64 << 10;

    private final TableDirectory directory;
    private final CatalogCache cache;

    /** What answers a request. */
    @FunctionalInterface
    private interface Work {
        JsonAnswer answer() throws IOException;
    }

    /** Routes over the catalogue. */
    public CatalogController(TableDirectory directory, CatalogCache cache) {
        this.directory = directory;
        this.cache = cache;
    }

    /** Makes a namespace. */
    @Requires(Permission.WRITE_NAMESPACES)
    @PostMapping("/v1/namespaces")
    public void createNamespace(HttpServletRequest request, HttpServletResponse response) throws IOException {
        answer(response, () -> {
            JsonNode body = JsonBody.read(request, MAX_BODY_BYTES);
            NamespaceDescriptor made = directory.createNamespace(
                    principal(request).tenant(),
                    requireName(body),
                    policy(body),
                    text(body, "description"),
                    principal(request),
                    false);
            return JsonAnswer.of(201, out -> writeMade(out, made.name(), made.name()));
        });
    }

    /** Lists namespaces, newest first. */
    @Requires(Permission.READ_CATALOG)
    @GetMapping("/v1/namespaces")
    public void namespaces(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Principal caller = principal(request);
        List<NamespaceDescriptor> all = cache.namespaces(caller.tenant()).stream()
                .filter(n -> caller.seesNamespace(n.name()))
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
    @Requires(Permission.READ_CATALOG)
    @GetMapping("/v1/namespaces/{id}")
    public void namespace(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(response, () -> {
            NamespaceDescriptor found = requireNamespace(request, id);
            return JsonAnswer.of(200, out -> writeNamespace(out, found));
        });
    }

    /** Makes a table. */
    @Requires(Permission.WRITE_TABLES)
    @PostMapping("/v1/namespaces/{namespace}/tables")
    public void createTable(@PathVariable String namespace, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(response, () -> {
            JsonNode body = JsonBody.read(request, MAX_BODY_BYTES);
            requireNamespace(request, namespace);
            TableRef ref = new TableRef(principal(request).tenant(), namespace, requireName(body));
            principal(request).requireWrite(ref);
            TableSettings asNew = directory.autoCreated();
            TableDescriptor made = directory.createTable(
                    ref, asNew, TableOptions.described(text(body, "description")), principal(request));
            return JsonAnswer.of(
                    201,
                    out -> writeMade(out, made.tableId().toString(), made.ref().table()));
        });
    }

    /** Lists the tables of a namespace, newest first. */
    @Requires(Permission.READ_CATALOG)
    @GetMapping("/v1/namespaces/{namespace}/tables")
    public void tables(@PathVariable String namespace, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        answer(response, () -> {
            requireNamespace(request, namespace);
            List<TableDescriptor> all = cache.tables(principal(request).tenant()).stream()
                    .filter(t -> t.ref().namespace().equals(namespace)
                            && principal(request).sees(t.ref()))
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

    private static void answer(HttpServletResponse response, Work work) throws IOException {
        JsonAnswer answer;
        try {
            answer = work.answer();
        } catch (TrueNowException e) {
            answer = JsonAnswer.of(e);
        }
        answer.send(response);
    }

    private NamespaceDescriptor requireNamespace(HttpServletRequest request, String name) {
        NamespaceDescriptor found = cache.namespace(principal(request).tenant(), name);
        if (found == null || !principal(request).seesNamespace(name)) {
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
        return Principal.ofRequest(request.getAttribute(Principal.ATTRIBUTE));
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
        out.writeStringProperty("state", t.state().text());
        out.writeStringProperty("created_at", TimeText.toIso(t.createdMicros()));
        out.writeEndObject();
    }
}
