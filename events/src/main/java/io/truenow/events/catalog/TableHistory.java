package io.truenow.events.catalog;

/**
 * Who made a table, and how often it changed.
 *
 * @param createdBy name of a principal
 * @param updatedMicros moment of the last fact
 * @param facts of its name so far, those of earlier tables of the name counted; the version for {@code If-Match}
 */
public record TableHistory(String createdBy, long createdMicros, long updatedMicros, long facts) {

    /** After one more fact. */
    public TableHistory next(long micros) {
        return new TableHistory(createdBy, createdMicros, micros, facts + 1);
    }
}
