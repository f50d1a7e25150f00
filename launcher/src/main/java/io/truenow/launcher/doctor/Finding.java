package io.truenow.launcher.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What one look found. Immutable.
 *
 * @param check what was looked at
 * @param level how bad it is
 * @param found what is there, one sentence
 * @param mend what to do about it; null where nothing is to be done
 */
public record Finding(
        String check, Level level, String found, @Nullable String mend) {

    /** How bad something is. */
    public enum Level {
        /** As it should be. */
        OK,
        /** A server starts, but something will hurt. */
        WARN,
        /** A server does not start, or does not work. */
        FAIL,
        /** Could not be looked at. Nothing is guessed. */
        UNKNOWN
    }

    static Finding ok(String check, String found) {
        return new Finding(check, Level.OK, found, null);
    }

    static Finding warn(String check, String found, String mend) {
        return new Finding(check, Level.WARN, found, mend);
    }

    static Finding fail(String check, String found, String mend) {
        return new Finding(check, Level.FAIL, found, mend);
    }

    static Finding unknown(String check, String found) {
        return new Finding(check, Level.UNKNOWN, found, null);
    }
}
