package io.truenow.command.schema;

/** The work that one comparison may take. One thread. */
final class Steps {

    private int left;

    Steps(int most) {
        left = most;
    }

    /** Takes one. */
    void take() {
        take(1);
    }

    /** Takes as many as the work that follows is large. */
    void take(int steps) {
        left -= steps;
        if (left < 0) {
            throw new Exhausted();
        }
    }

    /** No step is left. */
    static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Exhausted() {
            super("no step is left", null, false, false);
        }
    }
}
