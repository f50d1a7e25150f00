package io.truenow.events.access;

/** Something that a caller may be allowed to do, with the least role that is. The one table of permissions; every door asks it. */
public enum Permission {
    /** Ask and watch events, in any language. */
    QUERY(Role.READER),
    /** Send events; new tables, columns and, where the policy says so, namespaces come with them. */
    INGEST(Role.WRITER),
    /** Look at namespaces, tables and their columns. */
    READ_CATALOG(Role.READER),
    /** Declare tables, say something of them, pause them. */
    WRITE_TABLES(Role.WRITER),
    /** Delete tables with their events. */
    DELETE_TABLES(Role.ADMIN),
    /** Look at schemas and their versions. */
    READ_SCHEMAS(Role.READER),
    /** Make schemas and versions of them. */
    WRITE_SCHEMAS(Role.WRITER),
    /** Take versions of schemas out of use. */
    MANAGE_SCHEMAS(Role.SCHEMA_ADMIN),
    /** Delete schemas that no table is bound to. */
    DELETE_SCHEMAS(Role.ADMIN),
    /** Make namespaces and set what holds in them. */
    WRITE_NAMESPACES(Role.OPERATOR),
    /** Look at figures of the process that are of no tenant. */
    READ_SERVER(Role.OPERATOR),
    /** Change what is of no tenant, such as how far a processor is. */
    MANAGE_SERVER(Role.ADMIN),
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
