package io.truenow.sql.scan;

import org.jspecify.annotations.Nullable;

/** Values of a running statement's parameters, by number. */
public interface ParameterValues {

    /** The value of a parameter, in the form that plans expect. */
    @Nullable
    Object parameter(int number);
}
