package io.truenow.events.catalog;

import java.util.Locale;
import java.util.Optional;

/** Whether the callers of a tenant are let in. */
public enum TenantState {
    /** They are. */
    ACTIVE,
    /** Its keys are refused; its tables stay as they are. */
    SUSPENDED;

    /** Whether the next state may follow this one. None follows itself. */
    public boolean canBecome(TenantState next) {
        return next != this;
    }

    /** Name at the edges, in small letters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The state of this name; empty if none has it. */
    public static Optional<TenantState> named(String text) {
        for (TenantState state : values()) {
            if (state.text().equals(text)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
