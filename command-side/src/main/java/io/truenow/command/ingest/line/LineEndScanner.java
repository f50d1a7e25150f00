package io.truenow.command.ingest.line;

import io.truenow.events.ingest.Bytes;

/**
 * Finds the ends of lines: a line feed ends a line unless it stands in a quoted value of a field, which opens
 * directly after {@code =} behind the first unescaped blank. Holds no bytes, so a stream can be cut anywhere. Not thread-safe.
 */
final class LineEndScanner {

    private enum State {
        START,
        COMMENT,
        KEY,
        KEY_ESCAPE,
        FIELDS,
        FIELDS_ESCAPE,
        VALUE,
        QUOTED,
        QUOTED_ESCAPE
    }

    private State state = State.START;

    /** Place behind the byte that ends the line, or -1 if none of {@code [from, to)} does; they follow those of the last call. */
    int next(byte[] bytes, int from, int to) {
        if (state == State.START) {
            int feed = Bytes.indexOf((byte) '\n', bytes, from, to);
            if (feed >= 0 && Bytes.indexOf((byte) '"', bytes, from, feed) < 0) {
                return feed + 1;
            }
        }
        for (int at = from; at < to; at++) {
            if (ends(bytes[at])) {
                return at + 1;
            }
        }
        return -1;
    }

    /** Whether the next byte ends its line. */
    boolean ends(byte b) {
        if (b == '\n' && state != State.QUOTED && state != State.QUOTED_ESCAPE) {
            state = State.START;
            return true;
        }
        state = switch (state) {
            case START -> start(b);
            case COMMENT -> State.COMMENT;
            case KEY -> b == '\\' ? State.KEY_ESCAPE : b == ' ' ? State.FIELDS : State.KEY;
            case KEY_ESCAPE -> b == '\\' ? State.KEY_ESCAPE : State.KEY;
            case FIELDS -> fields(b);
            case FIELDS_ESCAPE -> b == '\\' ? State.FIELDS_ESCAPE : State.FIELDS;
            case VALUE -> b == '"' ? State.QUOTED : fields(b);
            case QUOTED -> b == '\\' ? State.QUOTED_ESCAPE : b == '"' ? State.FIELDS : State.QUOTED;
            case QUOTED_ESCAPE -> State.QUOTED;
        };
        return false;
    }

    private static State start(byte b) {
        return switch (b) {
            case ' ', '\t', '\r' -> State.START;
            case '#' -> State.COMMENT;
            case '\\' -> State.KEY_ESCAPE;
            default -> State.KEY;
        };
    }

    private static State fields(byte b) {
        return b == '\\' ? State.FIELDS_ESCAPE : b == '=' ? State.VALUE : State.FIELDS;
    }
}
