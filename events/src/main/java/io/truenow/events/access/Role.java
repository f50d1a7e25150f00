package io.truenow.events.access;

import java.util.Locale;
import java.util.Optional;

/** What a caller is trusted with. A role may do all that the roles below it may. */
public enum Role {
    READER(20),
    WRITER(40),
    SCHEMA_ADMIN(60),
    OPERATOR(80),
    ADMIN(100);

    private final int rank;

    Role(int rank) {
        this.rank = rank;
    }

    /** The higher, the more it may do. */
    public int rank() {
        return rank;
    }

    /** Whether this is the other role or one above it. */
    public boolean includes(Role other) {
        return rank >= other.rank;
    }

    /** The name outside of the program, in lower case. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name, in any case; empty if there is none. */
    public static Optional<Role> named(String text) {
        for (Role role : values()) {
            if (role.name().equalsIgnoreCase(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
