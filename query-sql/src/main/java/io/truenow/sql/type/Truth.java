package io.truenow.sql.type;

import org.apache.calcite.linq4j.function.Strict;

/** Body of a function on truth values, called by generated code. Thread-safe. */
public final class Truth {

    private Truth() {}

    /** The value. */
    @Strict
    public static boolean of(boolean value) {
        return value;
    }
}
