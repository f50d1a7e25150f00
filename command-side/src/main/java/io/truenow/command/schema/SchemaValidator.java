package io.truenow.command.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A definition, compiled once, that payloads are held against. Formats are asserted. Work on one payload is bounded by a number of steps; a
 * payload that takes more is a problem itself. Immutable and thread-safe.
 */
public final class SchemaValidator {

    private final Schema schema;

    private SchemaValidator(Schema schema) {
        this.schema = schema;
    }

    /**
     * What is wrong with a payload.
     *
     * @param pointer JSON pointer into the payload, empty for the whole of it; of a missing property, the object that lacks it
     * @param message a sentence without an end stop
     */
    public record Problem(String pointer, String message) {}

    /** Compiles a definition; takes long compared with a look at a payload. */
    public static SchemaValidator compile(SchemaDefinition definition) {
        return new SchemaValidator(DraftSeven.compiled(definition.forValidation()));
    }

    /**
     * Looks at a payload.
     *
     * @param most problems told, at least 1
     * @return the first problems, in the order of the definition; empty if the payload is valid
     */
    public List<Problem> validate(JsonNode payload, int most) {
        List<Error> errors;
        try {
            errors = schema.validate(payload, OutputFormat.DEFAULT, SchemaValidator::bound);
        } catch (ValidationLimitExceededException e) {
            return List.of(new Problem("", "takes more than the allowed steps to look at"));
        }
        if (errors.isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (Error error : errors.subList(0, Math.min(most, errors.size()))) {
            problems.add(new Problem(error.getInstanceLocation().toString(), error.getMessage()));
        }
        return List.copyOf(problems);
    }

    private static void bound(ExecutionContext context) {
        context.setExecutionConfig(DraftSeven.limits());
    }
}
