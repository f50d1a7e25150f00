package io.truenow.events.catalog;

/** Life of a table. */
public enum TableState {
    CREATING,
    ACTIVE,
    PAUSED,
    DELETING,
    DELETED
}
