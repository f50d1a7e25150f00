package io.truenow.infra.readmodel;

import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Schemas in the store. Within a transaction. */
interface SchemaRows extends JpaRepository<SchemaRow, String> {

    Optional<SchemaRow> findByTenantAndSchemaId(String tenant, String schemaId);

    List<SchemaRow> findByTenantOrderByCreatedMicrosDescSchemaIdAsc(String tenant);

    /** At once, so that a row of the same name may follow in the transaction. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("delete from SchemaRow s where s.schemaId = ?1")
    void remove(String schemaId);
}
