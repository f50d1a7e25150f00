package io.truenow.infra.readmodel;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;

/** Versions of schemas in the store. Within a transaction. */
interface SchemaVersionRows extends JpaRepository<SchemaVersionRow, String> {

    List<SchemaVersionRow> findByTenantAndSchemaIdOrderByVersionAsc(String tenant, String schemaId);

    /** Those of a schema. */
    @Modifying(flushAutomatically = true, clearAutomatically = true)
    @Query("delete from SchemaVersionRow v where v.schemaId = ?1")
    void remove(String schemaId);
}
