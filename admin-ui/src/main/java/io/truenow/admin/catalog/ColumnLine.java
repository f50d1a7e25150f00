package io.truenow.admin.catalog;

import org.jspecify.annotations.Nullable;

/** One row of {@code sys.columns}; null where the server does not know. */
public record ColumnLine(
        String name,
        String role,
        String type,
        @Nullable Long nonNull,
        @Nullable Long distinctValues) {}
