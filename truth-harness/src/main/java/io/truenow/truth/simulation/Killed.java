package io.truenow.truth.simulation;

/** Thrown out of every call to the outside that a crashed process still makes; unwinds its threads. No stack trace: it is no failure. */
final class Killed extends Error {

    private static final long serialVersionUID = 1L;

    Killed() {
        super("the process was killed", null, false, false);
    }
}
