package io.truenow.command.binding;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.truenow.command.port.SchemaStore;
import io.truenow.command.schema.SchemaDefinition;
import io.truenow.command.schema.SchemaVersions;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.SchemaVersionDescriptor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that tables are bound to: always the newest active version, read and compiled when the first event of a table needs it, and
 * kept, so that events go on being taken while the store is away. Thread-safe.
 */
public final class BoundSchemas {

    /** Versions that stay compiled, unless told otherwise. */
    public static final int DEFAULT_KEPT = 1_000;

    private final SchemaVersions versions;
    private final SchemaStore store;
    private final Cache<Version, BoundSchema> compiled;

    private record Version(String schemaId, int number) {}

    /** @param kept versions that stay compiled; the one that was used longest ago goes first */
    public BoundSchemas(SchemaVersions versions, SchemaStore store, int kept) {
        this.versions = versions;
        this.store = store;
        this.compiled = Caffeine.newBuilder().maximumSize(kept).build();
    }

    /**
     * What the events of a table are held against; null if it is bound to no schema.
     *
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE} if the definition is not known and cannot be read
     */
    public @Nullable BoundSchema of(TableDescriptor table) {
        String schemaId = table.options().schemaId();
        if (schemaId == null) {
            return null;
        }
        return newest(table.ref().tenant(), schemaId);
    }

    /**
     * The newest active version of a schema.
     *
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE} if it is not known and cannot be read
     */
    public BoundSchema newest(String tenant, String schemaId) {
        int newest = versions.newest(schemaId);
        if (newest == 0) {
            throw unavailable();
        }
        return compiled.get(new Version(schemaId, newest), version -> compile(tenant, version));
    }

    /** Versions that are compiled. */
    public long kept() {
        return compiled.estimatedSize();
    }

    private BoundSchema compile(String tenant, Version wanted) {
        List<SchemaVersionDescriptor> known = store.versions(tenant, wanted.schemaId());
        for (SchemaVersionDescriptor version : known) {
            if (version.version() == wanted.number()) {
                return BoundSchema.compile(
                        "version " + wanted.number() + " of schema " + wanted.schemaId(),
                        SchemaDefinition.parse(version.definition()));
            }
        }
        throw unavailable();
    }

    private static TrueNowException unavailable() {
        return new TrueNowException(
                ErrorCode.CATALOG_UNAVAILABLE, "The schema of the table cannot be read yet; nothing was taken.");
    }
}
