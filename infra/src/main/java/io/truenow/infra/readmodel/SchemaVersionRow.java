package io.truenow.infra.readmodel;

import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** A version of a schema as stored for reading. For one transaction. */
@Entity
@Table(name = "schema_versions")
class SchemaVersionRow {

    @Id
    private String versionId = "";

    private String schemaId = "";
    private String tenant = "";
    private int version;

    @Column(columnDefinition = "text")
    private String definition = "";

    private String fingerprint = "";

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private CompatibilityMode compatibilityMode = CompatibilityMode.NONE;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private VersionStatus status = VersionStatus.ACTIVE;

    private String createdBy = "";
    private long createdMicros;

    /** For JPA. */
    protected SchemaVersionRow() {}

    SchemaVersionRow(SchemaVersionAdded fact) {
        versionId = fact.versionId();
        schemaId = fact.schemaId();
        tenant = fact.tenant();
        version = fact.version();
        definition = fact.definition();
        fingerprint = fact.fingerprint();
        compatibilityMode = fact.mode();
        createdBy = fact.requestedBy();
        createdMicros = fact.addedMicros();
    }

    void deprecated() {
        status = VersionStatus.DEPRECATED;
    }

    SchemaVersionDescriptor descriptor() {
        return new SchemaVersionDescriptor(
                versionId,
                schemaId,
                version,
                definition,
                fingerprint,
                compatibilityMode,
                status,
                createdBy,
                createdMicros);
    }
}
