package io.truenow.events.schema;

/**
 * What is known of a schema beside its versions.
 *
 * @param schemaId {@code sch_} and a UUID; never used again
 * @param updatedMicros moment of its last fact
 */
public record SchemaDescriptor(
        String schemaId,
        String tenant,
        String namespace,
        String name,
        String description,
        String createdBy,
        long createdMicros,
        long updatedMicros) {

    /** What the id of a schema begins with. */
    public static final String ID_PREFIX = "sch_";

    /** The schema as a fact made it. */
    public static SchemaDescriptor of(SchemaCreated fact) {
        return new SchemaDescriptor(
                fact.schemaId(),
                fact.tenant(),
                fact.namespace(),
                fact.name(),
                fact.description(),
                fact.requestedBy(),
                fact.createdMicros(),
                fact.createdMicros());
    }

    /** The schema after a later fact. */
    public SchemaDescriptor updated(long micros) {
        return new SchemaDescriptor(schemaId, tenant, namespace, name, description, createdBy, createdMicros, micros);
    }

    /** Its identity on the command side. */
    public String key() {
        return CreateSchema.keyOf(tenant, namespace, name);
    }
}
