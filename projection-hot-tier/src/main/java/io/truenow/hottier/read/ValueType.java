package io.truenow.hottier.read;

/** Type of a value that leaves the hot tier. */
public enum ValueType {
    TEXT,
    LONG,
    DOUBLE
}
