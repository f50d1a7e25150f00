package io.truenow.events.access;

import io.truenow.events.catalog.TableRef;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the catalogue that a caller may use, and how. Immutable.
 *
 * @param namespace name of a namespace, or {@link #ANY}
 * @param table name of a table, or {@link #ANY}
 * @param actions not empty
 */
public record Grant(String namespace, String table, Set<Action> actions) {

    /** Stands for every name. */
    public static final String ANY = "*";

    /** What may be done with the events of a table. */
    public enum Action {
        READ,
        WRITE,
        /** All of them, and changing the table itself. */
        ADMIN
    }

    /** Copies the actions, in their order. */
    public Grant {
        if (actions.isEmpty()) {
            throw new IllegalArgumentException("A grant allows nothing.");
        }
        actions = Collections.unmodifiableSet(EnumSet.copyOf(actions));
    }

    /** Whether the grant is for tables of the namespace. */
    boolean reaches(String ofNamespace) {
        return namespace.equals(ANY) || namespace.equals(ofNamespace);
    }

    /** Whether the grant allows the action on its tables. */
    boolean has(Action action) {
        return actions.contains(action) || actions.contains(Action.ADMIN);
    }

    /** Whether the grant allows the action on the table; the tenant is not looked at. */
    public boolean allows(Action action, TableRef ref) {
        return has(action) && reaches(ref.namespace()) && (table.equals(ANY) || table.equals(ref.table()));
    }
}
