package io.truenow.command.ingest;

/**
 * Limits of the ingest door.
 *
 * @param body of a request as bytes
 * @param event of a single event
 * @param group of group commit
 * @param decodeThreads platform threads that turn bytes into columns
 * @param decodeQueue requests that may wait for such a thread before more are shed
 * @param lineWaitMillis about how long whole lines of a stream wait at most for more to fill their block
 */
public record IngestSettings(
        Body body, Event event, Group group, int decodeThreads, int decodeQueue, int lineWaitMillis) {

    private static final int USUAL_LINE_WAIT_MILLIS = 1000;

    /** The defaults on this machine. */
    public static IngestSettings defaults() {
        return new IngestSettings(
                Body.DEFAULT,
                Event.DEFAULT,
                Group.DEFAULT,
                Runtime.getRuntime().availableProcessors(),
                1024,
                USUAL_LINE_WAIT_MILLIS);
    }

    /** The same with other limits of a request's bytes. */
    public IngestSettings withBody(Body other) {
        return new IngestSettings(other, event, group, decodeThreads, decodeQueue, lineWaitMillis);
    }

    /** The same with other limits of group commit. */
    public IngestSettings withGroup(Group other) {
        return new IngestSettings(body, event, other, decodeThreads, decodeQueue, lineWaitMillis);
    }

    /** The same with another wait of whole lines. */
    public IngestSettings withLineWaitMillis(int millis) {
        return new IngestSettings(body, event, group, decodeThreads, decodeQueue, millis);
    }

    /** The same with another limit of a table's columns. */
    public IngestSettings withMaxColumns(int columns) {
        Event other = new Event(
                event.maxStringLength(),
                event.maxDepth(),
                event.maxNumberLength(),
                event.maxIdBytes(),
                event.maxAheadMicros(),
                columns,
                event.maxTables());
        return new IngestSettings(body, other, group, decodeThreads, decodeQueue, lineWaitMillis);
    }

    /**
     * Limits of a request's bytes.
     *
     * @param maxBytes largest body, unpacked, that is not NDJSON
     * @param maxRatio how many times larger than it came a packed body may become
     * @param maxLineBytes longest line of NDJSON
     * @param blockLines lines of NDJSON that become durable together
     * @param blockBytes bytes of NDJSON that become durable together
     * @param maxBytesInFlight bodies of all requests together; beyond it requests are shed
     * @param maxErrorsShown refused events that an answer lists; the others are only counted
     */
    public record Body(
            int maxBytes,
            int maxRatio,
            int maxLineBytes,
            int blockLines,
            int blockBytes,
            long maxBytesInFlight,
            int maxErrorsShown) {

        /** The same with blocks of so many lines. */
        public Body withBlockLines(int lines) {
            return lines == blockLines
                    ? this
                    : new Body(maxBytes, maxRatio, maxLineBytes, lines, blockBytes, maxBytesInFlight, maxErrorsShown);
        }

        /** 10 MB, 100:1, lines of 2 MiB, blocks of 1,000 lines or 512 KiB, 256 MiB in flight, 1,000 errors. */
        public static final Body DEFAULT = new Body(10_000_000, 100, 2 << 20, 1000, 512 << 10, 256L << 20, 1000);
    }

    /**
     * Limits of a single event.
     *
     * @param maxStringLength characters of a value
     * @param maxDepth nested objects and arrays
     * @param maxNumberLength characters of a number
     * @param maxIdBytes bytes of an event id in UTF-8
     * @param maxAheadMicros how far in the future an event may be, in microseconds
     * @param maxColumns dimensions and metrics of one table, and of one request
     * @param maxTables tables that one request, or one block of NDJSON, may name
     */
    public record Event(
            int maxStringLength,
            int maxDepth,
            int maxNumberLength,
            int maxIdBytes,
            long maxAheadMicros,
            int maxColumns,
            int maxTables) {

        /** 1 MiB, depth 32, 100 digits, ids of 1,024 bytes, 10 minutes ahead, 1,000 columns, 1,000 tables. */
        public static final Event DEFAULT = new Event(1 << 20, 32, 100, 1024, 600_000_000L, 1000, 1000);
    }

    /**
     * Limits of group commit, per table.
     *
     * @param maxRows events of a group (a larger request goes alone)
     * @param maxBytes rough encoded size of a group (a larger request goes alone)
     * @param timeoutMillis after this wait a group goes although the one before has no answer yet
     * @param maxInFlight groups without an answer; more than one only after {@code timeoutMillis}
     * @param maxQueued requests that wait; more are shed
     */
    public record Group(int maxRows, long maxBytes, int timeoutMillis, int maxInFlight, int maxQueued) {

        /** 10,000 events, 768 KiB, 100 ms, 4 in flight, 10,000 waiting. */
        public static final Group DEFAULT = new Group(10_000, 768 << 10, 100, 4, 10_000);
    }
}
