package io.truenow.truth.simulation;

import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.ShardSnapshot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The rows that a snapshot shows to scans, in log order, in the model's form. */
final class Served {

    private Served() {}

    static List<ModelShard.Row> rows(ShardSnapshot shard) {
        List<ModelShard.Row> rows = new ArrayList<>();
        for (SegmentView segment : shard.segments()) {
            for (ChunkView chunk : segment.chunks()) {
                read(chunk, rows);
            }
        }
        rows.sort(Comparator.comparingLong(ModelShard.Row::offset).thenComparingInt(ModelShard.Row::index));
        return rows;
    }

    private static void read(ChunkView chunk, List<ModelShard.Row> into) {
        int count = chunk.rows();
        long[] times = new long[count];
        long[] ingest = new long[count];
        long[] revisions = new long[count];
        long[] offsets = new long[count];
        long[] indexes = new long[count];
        chunk.eventTimes(0, count, times);
        chunk.ingestTimes(0, count, ingest);
        chunk.revisions(0, count, revisions);
        chunk.offsets(0, count, offsets);
        chunk.indexes(0, count, indexes);
        String[][] pairs = pairs(chunk, count);
        for (int i = 0; i < count; i++) {
            int used = 0;
            for (String[] column : pairs) {
                used += column[i] == null ? 0 : 1;
            }
            String[] own = new String[used];
            for (String[] column : pairs) {
                if (column[i] != null) {
                    own[--used] = column[i];
                }
            }
            Arrays.sort(own);
            String id = chunk.eventId(i);
            String content = RowText.content(times[i], own, own.length);
            into.add(new ModelShard.Row(
                    offsets[i], (int) indexes[i], id, RowText.of(id, revisions[i], ingest[i], content)));
        }
    }

    /** Per column the pairs of its rows; null where a row has no value. */
    private static String[][] pairs(ChunkView chunk, int count) {
        List<ChunkView.DimensionView> dimensions = chunk.dimensions();
        List<ChunkView.MetricView> metrics = chunk.metrics();
        String[][] pairs = new String[dimensions.size() + metrics.size()][count];
        int[] codes = new int[count];
        int at = 0;
        for (ChunkView.DimensionView dimension : dimensions) {
            dimension.codes(0, count, codes);
            for (int i = 0; i < count; i++) {
                if (codes[i] >= 0) {
                    pairs[at][i] = RowText.dimension(
                            dimension.name(), dimension.dictionary().text(codes[i]));
                }
            }
            at++;
        }
        double[] numbers = new double[count];
        long[] wholes = new long[count];
        boolean[] nulls = new boolean[count];
        for (ChunkView.MetricView metric : metrics) {
            boolean whole = metric.whole();
            if (whole) {
                metric.longs(0, count, wholes);
            } else {
                metric.values(0, count, numbers);
            }
            metric.nulls(0, count, nulls);
            for (int i = 0; i < count; i++) {
                if (!nulls[i]) {
                    pairs[at][i] =
                            whole ? RowText.whole(metric.name(), wholes[i]) : RowText.metric(metric.name(), numbers[i]);
                }
            }
            at++;
        }
        return pairs;
    }
}
