package io.truenow.sql.type;

import org.jspecify.annotations.Nullable;

/**
 * States and bodies of {@code FIRST_VALUE} and {@code LAST_VALUE} over frames that may have no row, where they are null. Not thread-safe.
 */
public final class FrameEdge {

    private @Nullable Object value;
    private boolean taken;

    private FrameEdge() {}

    /** {@code FIRST_VALUE}. */
    public static final class First {

        private First() {}

        /** A new state. */
        public static FrameEdge init() {
            return new FrameEdge();
        }

        /** Takes the value of a row, in the order of the frame. */
        public static FrameEdge add(FrameEdge state, @Nullable Object value) {
            if (!state.taken) {
                state.value = value;
                state.taken = true;
            }
            return state;
        }

        /** The first row's. */
        public static @Nullable Object result(FrameEdge state) {
            return state.value;
        }
    }

    /** {@code LAST_VALUE}. */
    public static final class Last {

        private Last() {}

        /** A new state. */
        public static FrameEdge init() {
            return new FrameEdge();
        }

        /** Takes the value of a row, in the order of the frame. */
        public static FrameEdge add(FrameEdge state, @Nullable Object value) {
            state.value = value;
            return state;
        }

        /** The last row's. */
        public static @Nullable Object result(FrameEdge state) {
            return state.value;
        }
    }
}
