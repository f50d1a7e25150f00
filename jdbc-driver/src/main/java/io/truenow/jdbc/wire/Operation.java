package io.truenow.jdbc.wire;

/** What a request asks for. The order is part of the form. */
public enum Operation {
    /** Nothing → product version. */
    OPEN,
    /** Statement, run, text, namespace, most rows, time limit, rows of a frame, known columns, values → columns and first frame. */
    EXECUTE,
    /** Statement, run, number of the next row, rows of a frame → frame. */
    FETCH,
    /** Statement, run: its rows are not wanted any more → nothing. */
    CLOSE,
    /** Statement, run: end it, also before it has come → nothing. */
    CANCEL,
    /** Text, namespace → columns, types of parameters. */
    DESCRIBE,
    /** Kind, patterns → columns and frame. */
    METADATA,
    /** End of the connection → nothing. */
    END;

    private static final Operation[] ALL = values();

    /** Byte of it. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the form
    public int code() {
        return ordinal();
    }

    /** The operation of a byte. */
    public static Operation of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new WireException("A request asks for the unknown operation [" + code + "].");
        }
        return ALL[code];
    }
}
