package io.truenow.sql.exec;

/**
 * Bounds of what the operators above the scans keep.
 *
 * @param maxStatementBytes most bytes of one statement
 * @param maxTenantBytes most bytes of all statements of one tenant
 * @param maxBytes most bytes of all statements together
 */
public record MemorySettings(long maxStatementBytes, long maxTenantBytes, long maxBytes) {

    /** 512 MiB of one statement, 768 MiB of a tenant's, 1 GiB of all. */
    public static final MemorySettings DEFAULT = new MemorySettings(512L << 20, 768L << 20, 1L << 30);

    /** Positive limits only. */
    public MemorySettings {
        if (maxStatementBytes <= 0 || maxTenantBytes <= 0 || maxBytes <= 0) {
            throw new IllegalArgumentException("Each limit of memory is positive.");
        }
    }
}
