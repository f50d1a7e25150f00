package io.truenow.events.catalog;

import java.util.Locale;
import java.util.Optional;

/** Life of a table, which is a stream of TTDust's API. */
public enum TableState {
    /** It is being made. */
    CREATING,
    /** It takes events. */
    ACTIVE,
    /** It takes no events and answers. */
    PAUSED,
    /** It takes no events and does not answer; its events are being removed. */
    DELETING,
    /** Its events are gone. */
    DELETED;

    /** Whether the next state may follow this one. None follows itself. */
    public boolean canBecome(TableState next) {
        return switch (this) {
            case CREATING -> next == ACTIVE;
            case ACTIVE -> next == PAUSED || next == DELETING;
            case PAUSED -> next == ACTIVE || next == DELETING;
            case DELETING -> next == DELETED;
            case DELETED -> false;
        };
    }

    /** Whether the table is on its way out or gone. */
    public boolean isGoing() {
        return this == DELETING || this == DELETED;
    }

    /** Name at the edges, in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name; empty if none has it. */
    public static Optional<TableState> named(String text) {
        for (TableState state : values()) {
            if (state.text().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
