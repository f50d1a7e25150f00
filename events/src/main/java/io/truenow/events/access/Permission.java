package io.truenow.events.access;

/** Something that a caller may be allowed to do, with the least role that is. The one table of permissions; every door asks it. */
public enum Permission {
    /** Ask and watch events, in any language. */
    QUERY(Role.READER),
    /** Send events; new tables, columns and, where the policy says so, namespaces come with them. */
    INGEST(Role.WRITER),
    /** Look at namespaces, tables and their columns. */
    READ_CATALOG(Role.READER),
    /** Declare tables. */
    WRITE_TABLES(Role.WRITER),
    /** Make namespaces and set what holds in them. */
    WRITE_NAMESPACES(Role.OPERATOR),
    /** Look at figures of the process that are of no tenant. */
    READ_SERVER(Role.OPERATOR),
    /** See and end statements of other callers of the tenant. */
    MANAGE_STATEMENTS(Role.OPERATOR),
    /** See the facts of the control plane: who changed what. */
    READ_AUDIT(Role.OPERATOR),
    /** List API keys. */
    READ_API_KEYS(Role.ADMIN),
    /** Make, rotate and revoke API keys. */
    WRITE_API_KEYS(Role.ADMIN);

    private final Role least;

    Permission(Role least) {
        this.least = least;
    }

    /** The least role that has it. */
    public Role least() {
        return least;
    }

    /** Whether a role has it. */
    public boolean allows(Role role) {
        return role.includes(least);
    }
}
