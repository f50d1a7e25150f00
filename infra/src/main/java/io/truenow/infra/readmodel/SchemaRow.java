package io.truenow.infra.readmodel;

import io.truenow.events.schema.SchemaDescriptor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A schema as stored for reading. For one transaction. */
@Entity
@Table(name = "schemas")
class SchemaRow {

    @Id
    private String schemaId = "";

    private String tenant = "";
    private String namespace = "";
    private String name = "";

    @Column(columnDefinition = "text")
    private String description = "";

    private String createdBy = "";
    private long createdMicros;
    private long updatedMicros;

    /** For JPA. */
    protected SchemaRow() {}

    SchemaRow(SchemaDescriptor schema) {
        schemaId = schema.schemaId();
        tenant = schema.tenant();
        namespace = schema.namespace();
        name = schema.name();
        description = schema.description();
        createdBy = schema.createdBy();
        createdMicros = schema.createdMicros();
        updatedMicros = schema.updatedMicros();
    }

    void updated(long micros) {
        updatedMicros = micros;
    }

    SchemaDescriptor descriptor() {
        return new SchemaDescriptor(
                schemaId, tenant, namespace, name, description, createdBy, createdMicros, updatedMicros);
    }
}
