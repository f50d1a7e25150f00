package io.truenow.command.ingest.arrow;

import com.google.flatbuffers.Table;
import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.EventBlocks;
import io.truenow.command.ingest.EventTimeRule;
import io.truenow.command.ingest.Fault;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.Portion;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Rejection;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.flatbuf.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Blocks of an Arrow stream: so many rows of a record batch, or what is left of it. Bytes are read on the request's thread;
 * unpacking and everything about values is left to {@link #decode()}. Positions count rows.
 */
final class ArrowBlocks implements EventBlocks {

    private final IngestCall call;
    private final StreamFormat.Means means;
    private final ArrowSettings limits;
    private final int blockRows;
    private final IpcMessages messages;
    private final Dictionaries dictionaries;
    private final List<Pending> pending = new ArrayList<>();
    private @Nullable ArrowSchema schema;
    private @Nullable TableRef table;
    private @Nullable RowReader reader;
    private @Nullable RecordBatch batch;
    private boolean bound;
    private long unpacked;
    private int rows;
    private int from;
    private int to;
    private long position;

    /** A dictionary message that waits for its decoding. */
    private record Pending(DictionaryBatch message, Slice body) {}

    ArrowBlocks(IngestCall call, InputStream body, StreamFormat.Means means, ArrowSettings limits) {
        this.call = call;
        this.means = means;
        this.limits = limits;
        this.blockRows = Math.min(limits.blockRows(), means.maxBlockEvents());
        this.messages = new IpcMessages(body, limits, means.budget());
        this.dictionaries = new Dictionaries(limits, means.budget());
    }

    @Override
    public boolean next() throws IOException {
        if (to < rows) {
            from = to;
            to = Math.min(rows, from + blockRows);
            return true;
        }
        release();
        try {
            return nextBatch();
        } catch (TrueNowException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ArrowFaults.corrupt("The description of a message is damaged.", e);
        }
    }

    private boolean nextBatch() throws IOException {
        for (Message message = messages.next(); message != null; message = messages.next()) {
            switch (message.headerType()) {
                case MessageHeader.Schema -> schema((Schema) header(message, new Schema()));
                case MessageHeader.DictionaryBatch -> {
                    known();
                    dictionaries.take(
                            message.getByteBuffer().capacity() + messages.body().length());
                    pending.add(
                            new Pending((DictionaryBatch) header(message, new DictionaryBatch()), messages.keptBody()));
                }
                case MessageHeader.RecordBatch -> {
                    known();
                    if (batch((RecordBatch) header(message, new RecordBatch()))) {
                        return true;
                    }
                }
                default -> throw ArrowFaults.corrupt("The stream holds a message that is no batch.");
            }
        }
        if (schema == null) {
            throw ArrowFaults.corrupt("The body is empty.");
        }
        return false;
    }

    private static Table header(Message message, Table into) {
        Table header = message.header(into);
        if (header == null) {
            throw ArrowFaults.corrupt("A message has no header.");
        }
        return header;
    }

    private ArrowSchema known() {
        if (schema == null) {
            throw ArrowFaults.corrupt("The stream does not begin with a schema.");
        }
        return schema;
    }

    private void schema(Schema message) {
        if (schema != null) {
            throw ArrowFaults.corrupt("The stream has a second schema.");
        }
        ArrowSchema read = ArrowSchema.of(message, means.settings().event().maxColumns());
        table = new TableRef(
                call.principal().tenant(),
                name("namespace", call.namespace() != null ? call.namespace() : read.namespace()),
                name("table", call.table() != null ? call.table() : read.table()));
        reader = new RowReader(means.settings().event(), read);
        schema = read;
    }

    private static String name(String what, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new TrueNowException(
                    ErrorCode.MISSING_TABLE,
                    "The request names no " + what + ".",
                    "/" + what,
                    "Send ?namespace= and ?table=, the headers X-Namespace and X-Table, or the schema's metadata.",
                    null);
        }
        return Names.require(what, text);
    }

    private boolean batch(RecordBatch next) {
        long length = next.length();
        // Each row has a time of eight bytes at least, packed or not; so a made-up length ends when it is bound.
        if (length < 0 || length > limits.maxMessageBytes() / Long.BYTES) {
            throw ArrowFaults.corrupt("A batch has an impossible number of rows.");
        }
        batch = next;
        bound = false;
        rows = (int) length;
        from = 0;
        to = Math.min(rows, blockRows);
        return rows > 0;
    }

    @Override
    public DecodedEvents decode() {
        try {
            return decoded();
        } catch (TrueNowException e) {
            throw e;
        } catch (IndexOutOfBoundsException | ArithmeticException | IllegalArgumentException e) {
            throw ArrowFaults.corrupt("A message is damaged.", e);
        }
    }

    private DecodedEvents decoded() {
        ArrowSchema known = known();
        RowReader rowReader = Objects.requireNonNull(reader);
        bind(known, rowReader);
        Portion portion = new Portion(null, null, to - from);
        EventTimeRule times = means.times();
        List<Rejection> rejections = new ArrayList<>();
        int rejected = 0;
        for (int row = from; row < to; row++) {
            int index = (int) Math.min(position++, Integer.MAX_VALUE);
            portion.begin();
            Fault fault = rowReader.read(row, times, portion.builder());
            if (fault == null) {
                portion.end(index);
                continue;
            }
            portion.abandon();
            rejected++;
            if (rejections.size() < means.settings().body().maxErrorsShown()) {
                rejections.add(fault.at(index, null, "/" + index));
            }
        }
        List<DecodedEvents.Part> parts = portion.rows() == 0
                ? List.of()
                : List.of(new DecodedEvents.Part(
                        Objects.requireNonNull(table), portion.builder().build(), portion.indexes()));
        return new DecodedEvents(false, null, to - from, parts, rejections, rejected);
    }

    /** Reads the buffers of the batch, and of dictionaries before it, once. */
    private void bind(ArrowSchema known, RowReader rowReader) {
        if (bound) {
            return;
        }
        bound = true;
        for (Pending dictionary : pending) {
            dictionaries.put(dictionary.message(), known, dictionary.body());
        }
        pending.clear();
        Slice body = messages.body();
        means.meters().bytes(body.length());
        BatchBuffers buffers = new BatchBuffers(Objects.requireNonNull(batch), body, limits.maxMessageBytes());
        Values[] values = new Values[known.columns().size()];
        for (int i = 0; i < values.length; i++) {
            ArrowColumn column = known.columns().get(i);
            Values own = ArrowColumn.read(column.indexes(), buffers);
            values[i] = column.hasDictionary() ? dictionaries.of(column, own) : own;
        }
        means.budget().take(buffers.unpackedBytes());
        unpacked = buffers.unpackedBytes();
        rowReader.values(values);
    }

    private void release() {
        means.budget().giveBack(unpacked);
        unpacked = 0;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void close() {
        release();
        dictionaries.close();
        messages.close();
    }
}
