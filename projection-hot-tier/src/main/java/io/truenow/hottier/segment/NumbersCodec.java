package io.truenow.hottier.segment;

import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stored form of a metric's numbers. */
final class NumbersCodec {

    private static final int WIDE = 8;

    /** Set beside the width of whole numbers; since version 4 of the file. */
    private static final int WHOLE = 16;

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
                writePacked(scaled.bytes(), scaled.shorts(), scaled.ints(), filled, out);
            }
            case WholeNumbers wholes -> {
                out.int8(WHOLE | wholes.width());
                out.int64(wholes.base());
                out.int8(wholes.hasNulls() ? 1 : 0);
                long[] longs = wholes.longs();
                if (longs != null) {
                    out.int64s(longs, filled);
                } else {
                    writePacked(wholes.bytes(), wholes.shorts(), wholes.ints(), filled, out);
                }
            }
        }
    }

    private static void writePacked(
            byte @Nullable [] bytes, short @Nullable [] shorts, int @Nullable [] ints, int filled, FrameWriter out)
            throws IOException {
        if (bytes != null) {
            out.bytes(bytes, 0, filled);
        } else if (shorts != null) {
            out.int16s(shorts, filled);
        } else if (ints != null) {
            out.int32s(ints, filled);
        }
    }

    static Numbers read(FrameReader in) throws IOException {
        int filled = in.int32();
        int width = in.int8();
        if (width == WIDE) {
            return new Numbers.Wide(in.float64s(filled), filled);
        }
        if ((width & WHOLE) != 0) {
            return readWholes(width & ~WHOLE, filled, in);
        }
        double scale = in.float64();
        boolean nulls = in.int8() == 1;
        return switch (width) {
            case 1 -> new ScaledNumbers(scale, nulls, in.bytes(filled), null, null, filled);
            case 2 -> new ScaledNumbers(scale, nulls, null, in.int16s(filled), null, filled);
            default -> new ScaledNumbers(scale, nulls, null, null, in.int32s(filled), filled);
        };
    }

    private static WholeNumbers readWholes(int width, int filled, FrameReader in) throws IOException {
        long base = in.int64();
        boolean nulls = in.int8() == 1;
        return switch (width) {
            case 1 -> new WholeNumbers(base, nulls, in.bytes(filled), null, null, null, filled);
            case 2 -> new WholeNumbers(base, nulls, null, in.int16s(filled), null, null, filled);
            case 4 -> new WholeNumbers(base, nulls, null, null, in.int32s(filled), null, filled);
            case 8 -> new WholeNumbers(base, nulls, null, null, null, in.int64s(filled), filled);
            default -> throw new CorruptFileException("Whole numbers have the unknown width [" + width + "].");
        };
    }
}
