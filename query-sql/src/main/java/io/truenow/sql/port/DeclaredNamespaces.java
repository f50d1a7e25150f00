package io.truenow.sql.port;

import java.util.List;

/** Namespaces of the control plane, so that one is listed before its first table. Thread-safe; answers from memory. */
@FunctionalInterface
public interface DeclaredNamespaces {

    /** No namespace but those with tables. */
    DeclaredNamespaces NONE = tenant -> List.of();

    /** Names of a tenant's namespaces, with or without tables. */
    List<String> namespaces(String tenant);
}
