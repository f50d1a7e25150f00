package io.truenow.sql.http;

import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * The key of a kept answer: SHA-256 over all that the answer depends on, in a form that is the same in every process that reads the same
 * log. Two requests with one key have one answer, whoever computed it.
 *
 * <p>In the key: its own version; the log; the table as the caller's catalogue shows it (tenant, identity, name, columns); the request with
 * its defaults filled in, without what only chooses among computed figures ({@code aggregate}); the limit of rows; the applied position
 * of each shard; which rows are still in memory. An end of the range behind the newest event is the same as any other such end, so a
 * question up to "now" has its answer kept until the next event. Not in the key: the watermark, which is no part of a kept answer.
 */
final class AnswerKey {

    /** Raised whenever the same input would be answered otherwise. */
    private static final int VERSION = 2;

    private AnswerKey() {}

    /**
     * The key.
     *
     * @param log identity of the log whose positions the table's coverage names
     * @param info the table's state that the answer is computed on
     * @param metric the column that the figures are of; null for counts only
     */
    static byte[] of(
            String log,
            CatalogTable table,
            TableInfo info,
            QueryRequest request,
            @Nullable CatalogColumn metric,
            int maxResults) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            DataOutputStream out =
                    new DataOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            out.writeInt(VERSION);
            text(out, log);
            visible(out, table);
            asked(out, request, info, metric);
            out.writeInt(maxResults);
            state(out, info);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void visible(DataOutputStream out, CatalogTable table) throws IOException {
        text(out, table.ref().tenant());
        text(out, table.ref().namespace());
        text(out, table.ref().table());
        out.writeLong(table.tableId().getMostSignificantBits());
        out.writeLong(table.tableId().getLeastSignificantBits());
        out.writeInt(table.columns().size());
        for (CatalogColumn column : table.columns()) {
            text(out, column.name());
            text(out, column.kind().name());
            if (column.field() instanceof Field.Column own) {
                text(out, own.role().name());
                text(out, own.name());
            }
        }
    }

    private static void asked(
            DataOutputStream out, QueryRequest request, TableInfo info, @Nullable CatalogColumn metric)
            throws IOException {
        long newest = Math.max(info.maxTimeMicros(), info.incompleteBeforeMicros());
        out.writeLong(request.startMicros());
        out.writeLong(request.endMicros() >= newest ? Long.MAX_VALUE : request.endMicros());
        out.writeInt(request.filters().size());
        for (var filter : request.filters().entrySet()) {
            text(out, filter.getKey());
            text(out, filter.getValue());
        }
        out.writeInt(request.groupBy().size());
        for (String name : request.groupBy()) {
            text(out, name);
        }
        text(out, metric == null ? null : metric.name());
        for (QueryRequest.Dear figure : QueryRequest.Dear.values()) {
            out.writeBoolean(request.dear().contains(figure));
        }
        out.writeLong(request.interval() == null ? 0 : request.interval().micros());
        out.writeLong(request.interval() == null ? 0 : request.interval().months());
    }

    private static void state(DataOutputStream out, TableInfo info) throws IOException {
        out.writeInt(info.coverage().shards().size());
        for (Coverage.ShardPosition shard : info.coverage().shards()) {
            out.writeInt(shard.shard());
            out.writeInt(shard.partition());
            out.writeLong(shard.offset());
        }
        out.writeLong(info.residentRows());
        out.writeLong(info.incompleteBeforeMicros());
    }

    /** By UTF-16 units, because a request may hold half a surrogate pair, which UTF-8 would make equal to another text. */
    private static void text(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeInt(text == null ? -1 : text.length());
        if (text != null) {
            out.writeChars(text);
        }
    }
}
