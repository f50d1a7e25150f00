package io.truenow.command.ingest.line;

import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.LineBlocks;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.ingest.Bytes;
import java.io.InputStream;

/** Blocks of line protocol. A line feed in a quoted text does not end its line; positions count line feeds all the same. */
final class LineProtocolBlocks extends LineBlocks {

    /** Lines that become durable together, unless their bytes reach the door's limit for a block first. */
    static final int BLOCK_LINES = 8192;

    private final StreamFormat.Means means;
    private final PointDecoder decoder;
    private final LineEndScanner ends = new LineEndScanner();
    private long lines;

    LineProtocolBlocks(
            IngestCall call, String namespace, Precision precision, InputStream body, StreamFormat.Means means) {
        super(body, limits(means), means.budget());
        this.means = means;
        MeasurementTables tables = new MeasurementTables(
                call.principal().tenant(), namespace, means.settings().event().maxTables());
        this.decoder = new PointDecoder(means.settings(), tables, precision, means.times(), call.requestId());
    }

    /** Lines are short, and each block costs a write to the disk: more of them than the door's of JSON. */
    private static IngestSettings.Body limits(StreamFormat.Means means) {
        IngestSettings.Body door = means.settings().body();
        return door.withBlockLines(Math.min(Math.max(door.blockLines(), BLOCK_LINES), means.maxBlockEvents()));
    }

    @Override
    protected int lineEnd(byte[] bytes, int from, int to) {
        return ends.next(bytes, from, to);
    }

    @Override
    public DecodedEvents decode() {
        means.meters().bytes(blockBytes());
        decoder.begin(means.times());
        byte[] bytes = bytes();
        for (int i = 0; i < lines(); i++) {
            int from = lineFrom(i);
            int to = lineTo(i);
            decoder.line(bytes, from, to, (int) Math.min(lines, Integer.MAX_VALUE));
            lines += 1 + innerLineFeeds(bytes, from, to - 1);
        }
        return decoder.result();
    }

    private static int innerLineFeeds(byte[] bytes, int from, int to) {
        int count = 0;
        int at = Bytes.indexOf((byte) '\n', bytes, from, to);
        while (at >= 0) {
            count++;
            at = Bytes.indexOf((byte) '\n', bytes, at + 1, to);
        }
        return count;
    }

    @Override
    public long position() {
        return lines;
    }
}
