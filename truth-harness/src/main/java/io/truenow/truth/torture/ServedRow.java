package io.truenow.truth.torture;

import org.jspecify.annotations.Nullable;

/**
 * A row as SQL served it.
 *
 * @param id event id
 * @param timeMicros event time
 * @param client dimension {@code client}
 * @param round dimension {@code round}
 * @param label dimension {@code label}
 * @param version dimension {@code version}
 * @param amount metric {@code amount}
 * @param price metric {@code price}
 */
record ServedRow(
        String id,
        long timeMicros,
        @Nullable String client,
        @Nullable String round,
        @Nullable String label,
        @Nullable String version,
        double amount,
        double price) {

    /** Whether each column is that of the content, to the bit. */
    boolean shows(EventId number, EventContent content) {
        return timeMicros == content.timeMicros()
                && Integer.toString(number.client()).equals(client)
                && Integer.toString(number.round()).equals(round)
                && content.label().equals(label)
                && Integer.toString(content.version()).equals(version)
                && amount == content.amount()
                && price == content.price().doubleValue();
    }
}
