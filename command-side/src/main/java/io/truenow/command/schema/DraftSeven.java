package io.truenow.command.schema;

import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.path.PathType;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** The validator library, set up so that it reads no file, opens no connection and runs no expression that can explode. Thread-safe. */
final class DraftSeven {

    /** Keywords held against one value, all levels together. */
    static final long MAX_STEPS = 2_000_000;
    /** Schemas inside each other while one value is looked at. */
    static final int MAX_DEPTH = 2_000;

    /** The same for a definition, which is larger and is held against the schema of schemas, which does not explode. */
    static final long MAX_META_STEPS = 50_000_000;

    private static final ExecutionConfig LIMITS = limits(MAX_STEPS);
    private static final ExecutionConfig META_LIMITS = limits(MAX_META_STEPS);
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft7())
            .formats(BoundedFormats::replace)
            .keywords(List.of(NumberBound.values()))
            .build();

    private DraftSeven() {}

    /** The compiled form of a definition that was checked. */
    static Schema compiled(JsonNode definition) {
        Schema schema = registry().getSchema(definition);
        schema.initializeValidators();
        return schema;
    }

    /** The compiled schema of schemas. */
    static Schema metaSchema() {
        return MetaSchema.COMPILED;
    }

    /** How far one look at a value may go. */
    static ExecutionConfig limits() {
        return LIMITS;
    }

    /** How far one look at a definition may go. */
    static ExecutionConfig metaLimits() {
        return META_LIMITS;
    }

    private static ExecutionConfig limits(long steps) {
        return ExecutionConfig.builder()
                .locale(Locale.ENGLISH)
                .formatAssertionsEnabled(true)
                .maxEvaluationSteps(steps)
                .maxEvaluationDepth(MAX_DEPTH)
                .build();
    }

    private static SchemaRegistry registry() {
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ENGLISH)
                .losslessNarrowing(true)
                .pathType(PathType.JSON_POINTER)
                .regularExpressionFactory(new Patterns())
                .build();
        return SchemaRegistry.withDialect(DIALECT, builder -> builder.schemaRegistryConfig(config)
                .schemaCacheEnabled(false)
                // The schema of schemas comes out of the library's own archive; everything else is blocked.
                .schemaLoader(loader -> loader.fetchRemoteResources(false)
                        .allow(iri -> iri.toString().startsWith("http://json-schema.org/draft-07/schema"))));
    }

    private static final class MetaSchema {
        static final Schema COMPILED =
                registry().getSchema(SchemaLocation.of(Dialects.getDraft7().getId()));
    }

    private static final class Patterns implements RegularExpressionFactory {
        @Override
        public RegularExpression getRegularExpression(String expression) {
            return LinearPattern.compile(expression)::found;
        }
    }
}
