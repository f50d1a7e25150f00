package io.truenow.command.binding;

import io.truenow.command.schema.Pointers;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaValidator;
import io.truenow.events.ingest.EventColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds one event after the other against a definition that says more of an event as a whole than {@link PropertyPlan} can: conditions,
 * dependencies, patterns of names. Slower, and takes every definition. Immutable and thread-safe.
 */
final class WholePayload {

    private final SchemaValidator validator;

    private WholePayload(SchemaValidator validator) {
        this.validator = validator;
    }

    /** Compiles a definition; what it requires and may be null may be absent, since null and absent are one. */
    static WholePayload compile(SchemaDefinition definition) {
        JsonNode root = definition.resolved(definition.root());
        JsonNode whole = definition.root().deepCopy();
        Set<String> nullable = new HashSet<>();
        root.path("required").forEach(name -> {
            JsonNode property = definition.resolved(root.path("properties").path(name.stringValue()));
            if (PropertyPlan.mayBeNull(property)) {
                nullable.add(name.stringValue());
            }
        });
        if (!nullable.isEmpty() && root == definition.root() && whole instanceof ObjectNode object) {
            List<JsonNode> kept = root.path("required")
                    .valueStream()
                    .filter(name -> !nullable.contains(name.stringValue()))
                    .toList();
            object.putArray("required").addAll(kept);
        }
        return new WholePayload(SchemaValidator.compile(SchemaDefinition.parse(whole)));
    }

    void check(SentColumns sent, Misfits misfits) {
        List<Texts> texts = new ArrayList<>();
        for (EventColumn.StringColumn column : sent.dimensions()) {
            texts.add(new Texts(
                    column,
                    new DistinctTexts<>(column, (kind, text) -> Optional.ofNullable(SentValue.of(kind, text)))));
        }
        for (int row = 0; row < sent.rows(); row++) {
            if (!misfits.has(row)) {
                check(row, sent, texts, misfits);
            }
        }
    }

    private record Texts(EventColumn.StringColumn column, DistinctTexts<Optional<JsonNode>> values) {}

    private void check(int row, SentColumns sent, List<Texts> dimensions, Misfits misfits) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        for (Texts texts : dimensions) {
            EventColumn.StringColumn column = texts.column();
            if (!column.isNull(row)) {
                Optional<JsonNode> value = texts.values().of(row);
                if (value.isEmpty()) {
                    misfits.event(
                            row,
                            "dimensions/" + Pointers.token(column.name()),
                            "[" + column.name() + "] nests deeper or has longer numbers than is looked at.");
                    return;
                }
                payload.set(column.name(), value.get());
            }
        }
        for (EventColumn.DoubleColumn column : sent.metrics()) {
            if (!column.isNull(row)) {
                payload.set(column.name(), SentValue.of(column, row));
            }
        }
        List<SchemaValidator.Problem> problems = validator.validate(payload, 1);
        if (!problems.isEmpty()) {
            SchemaValidator.Problem problem = problems.getFirst();
            misfits.event(
                    row,
                    path(problem.pointer(), row, sent),
                    "The event does not satisfy the schema: " + problem.message() + ".");
        }
    }

    /** Where in the event as it was sent something of the payload stands. */
    private static String path(String pointer, int row, SentColumns sent) {
        if (pointer.isEmpty()) {
            return "";
        }
        int end = pointer.indexOf('/', 1);
        String name = Pointers.plain(pointer.substring(1, end < 0 ? pointer.length() : end));
        EventColumn.DoubleColumn numbers = sent.metric(name);
        boolean metric = numbers != null && !numbers.isNull(row);
        return (metric ? "metrics" : "dimensions") + pointer;
    }
}
