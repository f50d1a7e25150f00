package io.truenow.events.schema;

/**
 * A version of a schema. Immutable but for its status.
 *
 * @param versionId {@code sv_} and a UUID
 * @param version from 1, without gaps
 * @param definition JSON Schema, as it was sent but for spaces between its parts
 * @param fingerprint {@code sha256:} and 64 hexadecimal digits, over the definition in canonical form
 * @param mode what the version owed to the one before it
 */
public record SchemaVersionDescriptor(
        String versionId,
        String schemaId,
        int version,
        String definition,
        String fingerprint,
        CompatibilityMode mode,
        VersionStatus status,
        String createdBy,
        long createdMicros) {

    /** What the id of a version begins with. */
    public static final String ID_PREFIX = "sv_";

    /** The version as a fact made it. */
    public static SchemaVersionDescriptor of(SchemaVersionAdded fact) {
        return new SchemaVersionDescriptor(
                fact.versionId(),
                fact.schemaId(),
                fact.version(),
                fact.definition(),
                fact.fingerprint(),
                fact.mode(),
                VersionStatus.ACTIVE,
                fact.requestedBy(),
                fact.addedMicros());
    }

    /** The version in another status. */
    public SchemaVersionDescriptor with(VersionStatus other) {
        return new SchemaVersionDescriptor(
                versionId, schemaId, version, definition, fingerprint, mode, other, createdBy, createdMicros);
    }
}
