package io.truenow.command.ingest;

import io.truenow.events.ingest.Bytes;
import java.io.InputStream;

/** Blocks of NDJSON: whole lines, each an event. */
final class NdjsonBlocks extends LineBlocks {

    private final IngestDoor door;
    private final IngestCall call;
    private final StreamFormat.Means means;
    private long lines;

    NdjsonBlocks(IngestDoor door, IngestCall call, InputStream body, StreamFormat.Means means) {
        super(body, means.settings().body().withBlockLines(blockLines(means)), means.budget());
        this.door = door;
        this.call = call;
        this.means = means;
    }

    private static int blockLines(StreamFormat.Means means) {
        return Math.min(means.settings().body().blockLines(), means.maxBlockEvents());
    }

    @Override
    protected int lineEnd(byte[] bytes, int from, int to) {
        int found = Bytes.indexOf((byte) '\n', bytes, from, to);
        return found < 0 ? -1 : found + 1;
    }

    @Override
    public DecodedEvents decode() {
        means.meters().bytes(blockBytes());
        EventDecoder decoder = door.decoder(call, lines());
        for (int i = 0; i < lines(); i++) {
            if (!isBlank(bytes(), lineFrom(i), lineTo(i))) {
                decoder.line(bytes(), lineFrom(i), lineTo(i), (int) Math.min(lines, Integer.MAX_VALUE));
            }
            lines++;
        }
        return decoder.result();
    }

    @Override
    public long position() {
        return lines;
    }

    private static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\r' && bytes[i] != '\t' && bytes[i] != '\n') {
                return false;
            }
        }
        return true;
    }
}
