package io.truenow.events.access;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a command or a statement, bound to one tenant. Immutable.
 *
 * <p>Caches, cursors, connections and scans carry it; a scan refuses a table that it may not read.
 *
 * @param tenant tenant that the caller acts for
 * @param name name for the log of who did what; unique in its tenant
 * @param role what the caller is trusted with
 * @param grants the only tables that the caller may use; empty for all of its tenant. An administrator may use all
 */
public record Principal(String tenant, String name, Role role, List<Grant> grants) {

    /** Tenant that exists from the first start. */
    public static final String DEFAULT_TENANT = "default";

    /** The caller without a credential on a loopback address (ruling 6). */
    public static final Principal LOCAL = new Principal(DEFAULT_TENANT, "local", Role.ADMIN);

    /** Attribute of a request that holds its principal. */
    public static final String ATTRIBUTE = "truenow.principal";

    /** Attribute of a request that is answered although it is not known who calls. */
    public static final String STRANGER_ATTRIBUTE = "truenow.stranger";

    /** Copies the grants. */
    public Principal {
        grants = List.copyOf(grants);
    }

    /** A caller who may use all tables of its tenant, as far as its role goes. */
    public Principal(String tenant, String name, Role role) {
        this(tenant, name, role, List.of());
    }

    /**
     * The caller of a request.
     *
     * @param attribute what the request holds as {@link #ATTRIBUTE}
     * @throws TrueNowException {@code UNAUTHENTICATED} if nobody stood in front of the route and said who calls
     */
    public static Principal ofRequest(@Nullable Object attribute) {
        if (attribute instanceof Principal caller) {
            return caller;
        }
        throw new TrueNowException(ErrorCode.UNAUTHENTICATED, "It is not known who calls.");
    }

    /** Whether the role has the permission. */
    public boolean may(Permission permission) {
        return permission.allows(role);
    }

    /**
     * Returns if the role has the permission.
     *
     * @throws TrueNowException {@code FORBIDDEN}
     */
    public void require(Permission permission) {
        if (!may(permission)) {
            throw new TrueNowException(
                    ErrorCode.FORBIDDEN,
                    "The role [" + role.text() + "] may not do this; it takes ["
                            + permission.least().text() + "].");
        }
    }

    /** Whether the caller may change what is of all tenants: an administrator of the first one. */
    public boolean managesServer() {
        return may(Permission.MANAGE_SERVER) && tenant.equals(DEFAULT_TENANT);
    }

    /**
     * Returns if the caller may change what is of all tenants.
     *
     * @throws TrueNowException {@code FORBIDDEN}
     */
    public void requireServer() {
        require(Permission.MANAGE_SERVER);
        if (!managesServer()) {
            throw new TrueNowException(
                    ErrorCode.FORBIDDEN,
                    "This is for the tenant [" + DEFAULT_TENANT + "], because it touches other tenants.");
        }
    }

    /** Whether the caller may read the events of a table. */
    public boolean mayRead(TableRef ref) {
        return may(Permission.QUERY) && reaches(Grant.Action.READ, ref);
    }

    /** Whether the caller may use any table, there or yet to come, of a namespace of its tenant. */
    public boolean seesNamespace(String namespace) {
        return unlimited() || grants.stream().anyMatch(grant -> grant.reaches(namespace));
    }

    /**
     * Returns if the caller may write into some table of a namespace of its tenant.
     *
     * @throws TrueNowException {@code FORBIDDEN}
     */
    public void requireWriteInto(String namespace) {
        require(Permission.INGEST);
        if (!unlimited()
                && grants.stream().noneMatch(grant -> grant.reaches(namespace) && grant.has(Grant.Action.WRITE))) {
            throw new TrueNowException(
                    ErrorCode.FORBIDDEN, "The caller may not write into the namespace [" + namespace + "].");
        }
    }

    /** Whether the caller may see and end what another runs: its own, and what its tenant runs if its role manages statements. */
    public boolean manages(Principal owner) {
        return owner.tenant.equals(tenant) && (owner.name.equals(name) || may(Permission.MANAGE_STATEMENTS));
    }

    /** Whether the caller may write events into a table. */
    public boolean mayWrite(TableRef ref) {
        return may(Permission.INGEST) && reaches(Grant.Action.WRITE, ref);
    }

    /** Whether the caller may see that a table exists. */
    public boolean sees(TableRef ref) {
        return mayRead(ref) || mayWrite(ref);
    }

    /**
     * Returns if the caller may write events into a table.
     *
     * @throws TrueNowException {@code FORBIDDEN}
     */
    public void requireWrite(TableRef ref) {
        require(Permission.INGEST);
        if (!mayWrite(ref)) {
            throw new TrueNowException(
                    ErrorCode.FORBIDDEN,
                    "The caller may not write into the table [" + ref.namespace() + "." + ref.table() + "].");
        }
    }

    private boolean unlimited() {
        return grants.isEmpty() || role == Role.ADMIN;
    }

    private boolean reaches(Grant.Action action, TableRef ref) {
        if (!ref.tenant().equals(tenant)) {
            return false;
        }
        if (unlimited()) {
            return true;
        }
        for (Grant grant : grants) {
            if (grant.allows(action, ref)) {
                return true;
            }
        }
        return false;
    }
}
