package io.truenow.launcher.sql;

/** Forms in which rows are printed. */
public enum SqlOutput {
    /** Columns with lines between, for people. */
    TABLE,
    /** One JSON object (ruling 43). */
    JSON,
    /** A line of names, then a line a row. */
    CSV
}
