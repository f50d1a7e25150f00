package io.truenow.events.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How a table's files are laid out once they are written.
 *
 * @param by what parts them
 * @param granularity of time, also within a key
 * @param keyField field that parts them by key; null by time
 */
public record Partitioning(
        By by, Granularity granularity, @Nullable String keyField) {

    /** Hours. */
    public static final Partitioning HOURLY = new Partitioning(By.TIME, Granularity.HOURLY, null);

    /** What parts files. */
    public enum By {
        TIME,
        KEY
    }

    /** Steps of time. */
    public enum Granularity {
        HOURLY,
        DAILY
    }

    /** A key has a field, time has none. */
    public Partitioning {
        if (by == By.KEY && (keyField == null || keyField.isEmpty()) || by == By.TIME && keyField != null) {
            throw new IllegalArgumentException("A key field stands where a key parts the files, and only there.");
        }
    }
}
