package io.truenow.infra.readmodel;

import io.truenow.command.port.SchemaStore;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import io.truenow.events.schema.SchemaVersionDescriptor;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactory;

/**
 * Schemas and their versions in PostgreSQL: the fold of the facts, in the transaction that moves the processor's tracking token on, so that
 * each fact counts once. While it is made again nobody reads it. Thread-safe.
 */
@ProcessingGroup(SchemaReadModel.NAME)
public final class SchemaReadModel implements SchemaStore {

    /** Name of the processing group. */
    public static final String NAME = "schemas";

    private final SchemaRows schemas;
    private final SchemaVersionRows versions;
    private final TransactionManager transactions;
    private final BooleanSupplier rebuilding;

    /**
     * Over the entities.
     *
     * @param entities entity manager of the current transaction
     * @param rebuilding whether the facts are being told again
     */
    public SchemaReadModel(EntityManager entities, TransactionManager transactions, BooleanSupplier rebuilding) {
        JpaRepositoryFactory factory = new JpaRepositoryFactory(entities);
        this.schemas = factory.getRepository(SchemaRows.class);
        this.versions = factory.getRepository(SchemaVersionRows.class);
        this.transactions = transactions;
        this.rebuilding = rebuilding;
    }

    /** The classes of its rows. */
    public static List<Class<?>> entities() {
        return List.of(SchemaRow.class, SchemaVersionRow.class);
    }

    /** A schema was made. */
    @EventHandler
    public void on(SchemaCreated fact) {
        schemas.save(new SchemaRow(SchemaDescriptor.of(fact)));
    }

    /** A schema has a version more. */
    @EventHandler
    public void on(SchemaVersionAdded fact) {
        versions.save(new SchemaVersionRow(fact));
        schemas.findById(fact.schemaId()).ifPresent(row -> row.updated(fact.addedMicros()));
    }

    /** A version is out of use. */
    @EventHandler
    public void on(SchemaVersionDeprecated fact) {
        versions.findById(fact.versionId()).ifPresent(SchemaVersionRow::deprecated);
        schemas.findById(fact.schemaId()).ifPresent(row -> row.updated(fact.deprecatedMicros()));
    }

    /** A schema is gone. */
    @EventHandler
    public void on(SchemaDeleted fact) {
        versions.remove(fact.schemaId());
        schemas.remove(fact.schemaId());
    }

    /** The facts are told again from the first. */
    @ResetHandler
    public void reset() {
        versions.deleteAllInBatch();
        schemas.deleteAllInBatch();
    }

    @Override
    public Optional<SchemaDescriptor> schema(String tenant, String schemaId) {
        return read(() -> schemas.findByTenantAndSchemaId(tenant, schemaId).map(SchemaRow::descriptor));
    }

    @Override
    public List<SchemaDescriptor> schemas(String tenant) {
        return read(() -> schemas.findByTenantOrderByCreatedMicrosDescSchemaIdAsc(tenant).stream()
                .map(SchemaRow::descriptor)
                .toList());
    }

    @Override
    public List<SchemaVersionDescriptor> versions(String tenant, String schemaId) {
        return read(() -> versions.findByTenantAndSchemaIdOrderByVersionAsc(tenant, schemaId).stream()
                .map(SchemaVersionRow::descriptor)
                .toList());
    }

    private <T> T read(Supplier<T> work) {
        if (rebuilding.getAsBoolean()) {
            throw new TrueNowException(
                    ErrorCode.CATALOG_UNAVAILABLE, "The schemas are being made again from the facts.");
        }
        try {
            return transactions.fetchInTransaction(work);
        } catch (RuntimeException e) {
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "The schemas cannot be read.", e);
        }
    }
}
