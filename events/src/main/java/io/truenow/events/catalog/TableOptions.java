package io.truenow.events.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What is said of a table beyond its columns, and may change.
 *
 * @param schemaId schema that its events have to satisfy; null if none does
 * @param retention null: as its {@link TableSettings} say
 */
public record TableOptions(
        String description,
        @Nullable String schemaId,
        @Nullable RetentionPolicy retention,
        Partitioning partitioning) {

    /** Nothing said. */
    public static final TableOptions NONE = described("");

    /** Nothing but a description. */
    public static TableOptions described(String description) {
        return new TableOptions(description, null, null, Partitioning.HOURLY);
    }

    /** The options with the parts that are given; null leaves what is there. */
    public TableOptions with(
            @Nullable String newDescription,
            @Nullable RetentionPolicy newRetention,
            @Nullable Partitioning newPartitioning) {
        return new TableOptions(
                newDescription == null ? description : newDescription,
                schemaId,
                newRetention == null ? retention : newRetention,
                newPartitioning == null ? partitioning : newPartitioning);
    }
}
