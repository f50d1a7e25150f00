package io.truenow.jdbc.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * A column of an answer, or a parameter.
 *
 * @param name label; of a parameter {@code ?0}, {@code ?1}, …
 * @param precision digits or characters; 0 if there is no bound
 * @param scale digits after the point
 */
public record WireColumn(String name, WireType type, int precision, int scale, boolean nullable) {

    /** Writes columns. */
    public static void write(WireWriter out, List<WireColumn> columns) {
        out.number(columns.size());
        for (WireColumn column : columns) {
            out.text(column.name)
                    .u8(column.type.code())
                    .number(column.precision)
                    .signed(column.scale)
                    .u8(column.nullable ? 1 : 0);
        }
    }

    /** Reads columns. */
    public static List<WireColumn> read(WireReader in) {
        int count = in.count();
        List<WireColumn> columns = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            columns.add(new WireColumn(
                    in.requiredText(), WireType.of(in.u8()), in.count(), (int) in.signed(), in.u8() != 0));
        }
        return columns;
    }

    /** A number that is equal for equal bytes, and hardly ever for others; never 0. */
    public static long fingerprint(byte[] bytes, int from, int to) {
        long hash = 0xcbf29ce484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ (bytes[i] & 0xFF)) * 0x100000001b3L;
        }
        return hash == 0 ? 1 : hash;
    }
}
