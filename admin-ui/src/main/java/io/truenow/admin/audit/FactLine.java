package io.truenow.admin.audit;

import io.truenow.admin.catalog.NamedCells;
import org.jspecify.annotations.Nullable;

/**
 * A fact.
 *
 * @param subject id of the aggregate that recorded it; empty if none did
 * @param payload as text; ends with an ellipsis if it was cut
 */
record FactLine(
        @Nullable Long micros,
        String type,
        String subject,
        @Nullable Long sequence,
        String address,
        String payload) {

    static FactLine of(NamedCells cells) {
        return new FactLine(
                cells.number("happened_us"),
                cells.text("fact_type"),
                cells.text("aggregate_id"),
                cells.number("aggregate_sequence"),
                cells.text("address"),
                cells.text("payload"));
    }
}
