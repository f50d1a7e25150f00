package io.truenow.hottier.segment;

import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;

/** Stored form of a metric's numbers. */
final class NumbersCodec {

    private NumbersCodec() {}

    static void write(Numbers numbers, FrameWriter out) throws IOException {
        out.int32(numbers.filled());
        switch (numbers) {
            case Numbers.Wide wide -> {
                out.int8(8);
                out.float64s(wide.values(), wide.filled());
            }
        }
    }

    static Numbers read(FrameReader in) throws IOException {
        int filled = in.int32();
        in.int8();
        return new Numbers.Wide(in.float64s(filled), filled);
    }
}
