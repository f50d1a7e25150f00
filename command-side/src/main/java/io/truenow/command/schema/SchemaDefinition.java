package io.truenow.command.schema;

import io.truenow.events.error.TrueNowException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON Schema of draft-07 that was checked: within bounds, valid by the schema of schemas, with references to itself only. Two definitions are
 * equal when their canonical texts are. Nothing is read from a file or a network, whatever the definition says. Immutable and thread-safe.
 */
public final class SchemaDefinition {

    /** Bytes of the canonical form. */
    public static final int MAX_BYTES = 1_048_576;
    /** Objects and arrays inside each other. */
    public static final int MAX_DEPTH = CanonicalJson.MAX_DEPTH;
    /** Spaces and spellings may make a text longer than its canonical form, but not by more than this factor. */
    private static final int MAX_TEXT = 8 * MAX_BYTES;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String canonicalJson;
    private final String fingerprint;
    private final JsonNode root;
    private final Map<String, String> anchors;

    private SchemaDefinition(String canonicalJson, JsonNode root, Map<String, String> anchors) {
        this.canonicalJson = canonicalJson;
        this.fingerprint = fingerprint(canonicalJson);
        this.root = root;
        this.anchors = anchors;
    }

    /**
     * Checks a definition.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer that starts with {@code /definition}
     */
    public static SchemaDefinition parse(JsonNode definition) {
        if (!definition.isObject()) {
            throw SchemaRefusal.at("", "The definition is not an object.");
        }
        String canonical = CanonicalJson.of(definition, MAX_BYTES);
        JsonNode root = MAPPER.readTree(canonical);
        return new SchemaDefinition(canonical, root, DefinitionCheck.check(root));
    }

    /**
     * Reads and checks a definition.
     *
     * @throws TrueNowException {@code INVALID_VALUE} with a pointer that starts with {@code /definition}
     */
    public static SchemaDefinition parse(String json) {
        if (json.length() > MAX_TEXT) {
            throw SchemaRefusal.at("", "The definition has more than [" + MAX_BYTES + "] bytes in canonical form.");
        }
        JsonNode definition;
        try {
            definition = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw SchemaRefusal.at("", "The definition is not JSON: " + e.getOriginalMessage());
        }
        return parse(definition);
    }

    /** The canonical text: keys sorted by code point, no white space, numbers by value. */
    public String canonicalJson() {
        return canonicalJson;
    }

    /** {@code sha256:} and 64 lower hexadecimal digits over the canonical text in UTF-8. */
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SchemaDefinition definition && canonicalJson.equals(definition.canonicalJson);
    }

    @Override
    public int hashCode() {
        return canonicalJson.hashCode();
    }

    @Override
    public String toString() {
        return canonicalJson;
    }

    /** The definition as a tree; whoever gets it leaves it as it is. */
    public JsonNode root() {
        return root;
    }

    /** The schema that is meant: the end of the references that start here. */
    public JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        while (at.path("$ref").isString()) {
            JsonNode target = target(root, anchors, at.path("$ref").stringValue());
            if (target == null) {
                throw new IllegalStateException("a reference was not checked");
            }
            at = target;
        }
        return at;
    }

    /** The definition in the form that the validator library takes: no identities, references by pointer. */
    JsonNode forValidation() {
        return ValidationForm.of(root, anchors);
    }

    /** What a reference names, or null. */
    static @Nullable JsonNode target(JsonNode root, Map<String, String> anchors, String reference) {
        String pointer = Pointers.ofFragment(reference.substring(1), anchors);
        return pointer == null ? null : Pointers.find(root, pointer);
    }

    private static String fingerprint(String canonical) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
