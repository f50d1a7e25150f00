package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that are whole once multiplied by a power of ten, between a smallest and a largest one: so few that each can have a counter.
 * Immutable.
 *
 * @param scale the power of ten
 * @param lowest the smallest number times the scale
 * @param size how many numbers there are
 */
record ValueGrid(double scale, double lowest, int size) {

    /** Most numbers: their counters take half a megabyte. */
    private static final int MOST = 1 << 17;

    /** Grid of a metric's values in some chunks; null if none of them is known to hold such numbers, or they are too many for the rows. */
    static @Nullable ValueGrid of(List<ScanInput.Source> sources, String metric) {
        double scale = 0;
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        long rows = 0;
        for (ScanInput.Source source : sources) {
            ChunkView.MetricView values = source.chunk().metric(metric);
            if (values != null) {
                scale = Math.max(scale, values.scale());
                min = Math.min(min, values.min());
                max = Math.max(max, values.max());
                rows += source.chunk().rows();
            }
        }
        if (scale == 0) {
            return null;
        }
        double lowest = Math.rint(min * scale);
        double size = Math.rint(max * scale) - lowest + 1;
        return size <= Math.min(MOST, rows) ? new ValueGrid(scale, lowest, (int) size) : null;
    }

    /** Place of a number, from 0, or -1 if it has none. */
    int place(double value) {
        double whole = Math.rint(value * scale);
        int place = (int) (whole - lowest);
        return whole / scale == value && place >= 0 && place < size ? place : -1;
    }

    /** The number of a place. */
    double value(int place) {
        return (place + lowest) / scale;
    }
}
