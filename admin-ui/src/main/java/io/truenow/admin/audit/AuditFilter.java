package io.truenow.admin.audit;

import io.truenow.admin.format.SqlNames;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which facts are listed; it stands in the address of the screen.
 *
 * @param who asked for the change; empty for all, as for the other texts
 * @param subject part of the id or of the text
 * @param from first moment, in UTC; null for none
 * @param until moment after the last; null for none
 */
record AuditFilter(
        String who,
        String type,
        String subject,
        @Nullable LocalDateTime from,
        @Nullable LocalDateTime until) {

    /** Facts on one page. */
    static final int PAGE = 100;

    private static final String SELECT = """
            SELECT "time_us" AS happened_us, "type" AS fact_type, aggregate_id, aggregate_sequence, address, payload
            FROM sys.domain_events""";

    static AuditFilter of(Map<String, String> parameters) {
        return new AuditFilter(
                parameters.getOrDefault("who", ""),
                parameters.getOrDefault("type", ""),
                parameters.getOrDefault("subject", ""),
                time(parameters.get("from")),
                time(parameters.get("until")));
    }

    private static @Nullable LocalDateTime time(@Nullable String text) {
        try {
            return text == null ? null : LocalDateTime.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        put(parameters, "who", who);
        put(parameters, "type", type);
        put(parameters, "subject", subject);
        put(parameters, "from", from == null ? "" : from.toString());
        put(parameters, "until", until == null ? "" : until.toString());
        return parameters;
    }

    private static void put(Map<String, String> parameters, String name, String value) {
        if (!value.isEmpty()) {
            parameters.put(name, value);
        }
    }

    /** The statement of a page, newest facts first. */
    String sql(int page) {
        List<String> conditions = new ArrayList<>();
        if (!who.isEmpty()) {
            conditions.add("POSITION(" + SqlNames.literal(", requestedBy=" + who + ", ") + " IN payload) > 0");
        }
        if (!type.isEmpty()) {
            conditions.add("\"type\" = " + SqlNames.literal(type));
        }
        if (!subject.isEmpty()) {
            String literal = SqlNames.literal(subject);
            conditions.add(
                    "(POSITION(" + literal + " IN aggregate_id) > 0 OR POSITION(" + literal + " IN payload) > 0)");
        }
        if (from != null) {
            conditions.add("\"time_us\" >= " + micros(from));
        }
        if (until != null) {
            conditions.add("\"time_us\" < " + micros(until));
        }
        String where = conditions.isEmpty() ? "" : "\nWHERE " + String.join("\n  AND ", conditions);
        return SELECT + where + "\nORDER BY \"position\" DESC, \"time_us\" DESC LIMIT " + (PAGE + 1)
                + (page == 0 ? "" : " OFFSET " + (long) page * PAGE);
    }

    /** The statement of a fact and of the one before it of the same type and subject. */
    static String one(String aggregate, String type, long sequence) {
        return SELECT + "\nWHERE aggregate_id = " + SqlNames.literal(aggregate) + " AND \"type\" = "
                + SqlNames.literal(type) + " AND aggregate_sequence <= " + sequence
                + "\nORDER BY aggregate_sequence DESC LIMIT 2";
    }

    private static long micros(LocalDateTime time) {
        return ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
    }
}
