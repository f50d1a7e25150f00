package io.truenow.command.control;

import java.util.UUID;

/** Where new ids come from; injected, so that tests know them. */
@FunctionalInterface
public interface IdSource {

    /** A new id, never given before. Thread-safe. */
    UUID next();

    /** Random ids (UUID version 4). */
    static IdSource random() {
        return UUID::randomUUID;
    }
}
