package io.truenow.sql.http;

import io.truenow.sql.type.Widths.Width;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills a series: between the first and the last bucket with events, each group has a row for each bucket, with a count of 0 (and
 * nothing else) where it has no event. A series that would become longer than the limit of results is left as it is.
 */
final class SeriesGaps {

    private SeriesGaps() {}

    private record Cell(long timestamp, List<@Nullable String> groups) {}

    static List<QueryRow> filled(List<QueryRow> rows, QueryRequest request, int maxResults) {
        Width width = Objects.requireNonNull(request.interval());
        QueryRow.Figures nothing = request.dear().contains(QueryRequest.Dear.UNIQUE_COUNT)
                ? QueryRow.Figures.NOTHING
                : QueryRow.Figures.UNKNOWN;
        if (rows.isEmpty()) {
            return rows;
        }
        long first = rows.stream().mapToLong(QueryRow::timestampMicros).min().orElseThrow();
        long last = rows.stream().mapToLong(QueryRow::timestampMicros).max().orElseThrow();
        Set<List<@Nullable String>> groups = new LinkedHashSet<>();
        Set<Cell> present = new HashSet<>();
        for (QueryRow row : rows) {
            groups.add(row.groups());
            present.add(new Cell(row.timestampMicros(), row.groups()));
        }
        List<QueryRow> filled = new ArrayList<>(rows);
        for (long at = first; at <= last; at = next(at, width)) {
            for (List<@Nullable String> group : groups) {
                if (!present.contains(new Cell(at, group))) {
                    filled.add(new QueryRow(at, group, 0, nothing));
                }
            }
            if (filled.size() > maxResults) {
                return rows;
            }
        }
        return filled;
    }

    private static long next(long micros, Width width) {
        if (width.months() == 0) {
            return micros + width.micros();
        }
        Instant moment = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC)
                        .plusMonths(width.months())
                        .toEpochSecond(ZoneOffset.UTC)
                * 1_000_000L;
    }
}
