package io.truenow.events.catalog;

/** How tables come into a namespace. */
public enum NamespacePolicy {
    /** The first event creates its table and columns. */
    AUTO_CREATE,
    /** Only declared tables take events. */
    DECLARED
}
