package io.truenow.events.access;

/**
 * The caller of a command or a statement, bound to one tenant.
 *
 * <p>Caches, cursors, connections and scans carry it; a scan refuses a table of another tenant.
 *
 * @param tenant tenant that the caller acts for
 * @param name name for the log of who did what
 * @param administrator whether the caller may change the catalogue
 */
public record Principal(String tenant, String name, boolean administrator) {

    /** Tenant that exists from the first start. */
    public static final String DEFAULT_TENANT = "default";

    /** The caller without a credential on a loopback address (ruling 6). */
    public static final Principal LOCAL = new Principal(DEFAULT_TENANT, "local", true);
}
