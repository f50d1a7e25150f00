package io.truenow.command.ingest.line;

import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/** Line protocol as a format of the ingest door. Stateless. */
public final class LineProtocol {

    private LineProtocol() {}

    /**
     * Lines whose measurements are tables of a namespace.
     *
     * @param unit of times as a request names it, {@code ns}, {@code us}, {@code ms}, {@code s}, {@code m} or {@code h};
     *     null or empty for nanoseconds
     * @throws TrueNowException {@code INVALID_VALUE} for another unit
     */
    public static StreamFormat of(String namespace, @Nullable String unit) {
        Precision precision = Precision.named(unit);
        if (precision == null) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "The precision is none of ns, n, us, u, ms, s, m and h.");
        }
        return (call, body, means) -> new LineProtocolBlocks(call, namespace, precision, body, means);
    }
}
