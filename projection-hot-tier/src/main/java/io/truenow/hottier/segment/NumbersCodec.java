package io.truenow.hottier.segment;

import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;

/** Stored form of a metric's numbers. */
final class NumbersCodec {

    private static final int WIDE = 8;

    private NumbersCodec() {}

    static void write(Numbers numbers, FrameWriter out) throws IOException {
        int filled = numbers.filled();
        out.int32(filled);
        switch (numbers) {
            case Numbers.Wide wide -> {
                out.int8(WIDE);
                out.float64s(wide.values(), filled);
            }
            case ScaledNumbers scaled -> {
                out.int8(scaled.width());
                out.float64(scaled.scale());
                out.int8(scaled.hasNulls() ? 1 : 0);
                byte[] bytes = scaled.bytes();
                short[] shorts = scaled.shorts();
                int[] ints = scaled.ints();
                if (bytes != null) {
                    out.bytes(bytes, 0, filled);
                } else if (shorts != null) {
                    out.int16s(shorts, filled);
                } else if (ints != null) {
                    out.int32s(ints, filled);
                }
            }
        }
    }

    static Numbers read(FrameReader in) throws IOException {
        int filled = in.int32();
        int width = in.int8();
        if (width == WIDE) {
            return new Numbers.Wide(in.float64s(filled), filled);
        }
        double scale = in.float64();
        boolean nulls = in.int8() == 1;
        return switch (width) {
            case 1 -> new ScaledNumbers(scale, nulls, in.bytes(filled), null, null, filled);
            case 2 -> new ScaledNumbers(scale, nulls, null, in.int16s(filled), null, filled);
            default -> new ScaledNumbers(scale, nulls, null, null, in.int32s(filled), filled);
        };
    }
}
