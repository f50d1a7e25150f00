package io.truenow.sql.http;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import io.truenow.sql.type.Widths;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads requests of {@code /v1/query}. Whatever is wrong is refused with the JSON pointer of its place. Thread-safe. */
final class QueryParser {

    /** Entries of {@code group_by} that the documents allow at most. */
    private static final int DOCUMENTED_GROUPS = 10_000;

    private static final String INCLUDED = "It names those of unique_count, p50, p95 and p99 that are wanted.";

    private final JsonMapper mapper;
    private final QuerySettings settings;

    QueryParser(JsonMapper mapper, QuerySettings settings) {
        this.mapper = mapper;
        this.settings = settings;
    }

    JsonNode tree(byte[] body) {
        try {
            JsonNode node = mapper.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException broken) {
            throw new TrueNowException(
                    ErrorCode.INVALID_JSON, "Invalid JSON", null, "The body is one JSON object.", broken);
        }
        throw new TrueNowException(ErrorCode.INVALID_JSON, "Invalid JSON", null, "The body is one JSON object.", null);
    }

    QueryRequest parse(byte[] body) {
        JsonNode node = tree(body);
        String namespace = text(node, "namespace");
        String table = text(node, "table");
        if (namespace == null || table == null) {
            throw invalid("Missing namespace or table", namespace == null ? "/namespace" : "/table", null);
        }
        long start = time(node, "start_time");
        long end = time(node, "end_time");
        if (start >= end) {
            throw invalid(
                    "start_time must be before end_time",
                    "/start_time",
                    "Times are microseconds since 1970 or ISO-8601.");
        }
        return new QueryRequest(
                namespace,
                table,
                start,
                end,
                filters(node),
                groupBy(node),
                aggregate(node),
                text(node, "metric"),
                dear(node),
                interval(node));
    }

    static TrueNowException invalid(String message, String pointer, @Nullable String hint) {
        return new TrueNowException(ErrorCode.INVALID_QUERY, message, pointer, hint, null);
    }

    private static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw invalid("The field [" + name + "] is a text.", "/" + name, null);
        }
        return value.stringValue();
    }

    private static long time(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw invalid("Missing " + name, "/" + name, "Times are microseconds since 1970 or ISO-8601.");
        }
        try {
            if (value.isString()) {
                return TimeText.parseIso(value.stringValue());
            }
            if (value.isNumber()) {
                return value.decimalValue().longValueExact();
            }
        } catch (DateTimeException | ArithmeticException notATime) {
            throw new TrueNowException(
                    ErrorCode.INVALID_TIME,
                    "The field [" + name + "] is no time.",
                    "/" + name,
                    "Times are microseconds since 1970 or ISO-8601.",
                    notATime);
        }
        throw invalid(
                "The field [" + name + "] is no time.", "/" + name, "Times are microseconds since 1970 or ISO-8601.");
    }

    private static Map<String, @Nullable String> filters(JsonNode node) {
        Map<String, @Nullable String> filters = new TreeMap<>();
        JsonNode value = node.get("filters");
        if (value == null || value.isNull()) {
            return filters;
        }
        if (!value.isObject()) {
            throw invalid("The field [filters] is an object of dimension and value.", "/filters", null);
        }
        for (Map.Entry<String, JsonNode> entry : value.properties()) {
            JsonNode wanted = entry.getValue();
            if (wanted.isObject() || wanted.isArray()) {
                throw invalid(
                        "The filter [" + entry.getKey() + "] is one value.",
                        "/filters/" + escaped(entry.getKey()),
                        null);
            }
            filters.put(entry.getKey(), wanted.isNull() ? null : wanted.asString());
        }
        return filters;
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private List<String> groupBy(JsonNode node) {
        JsonNode value = node.get("group_by");
        List<String> names = new ArrayList<>();
        if (value == null || value.isNull()) {
            return names;
        }
        if (value.isString()) {
            return List.of(value.stringValue());
        }
        if (!value.isArray()) {
            throw invalid("The field [group_by] is a list of dimensions.", "/group_by", null);
        }
        if (value.size() > DOCUMENTED_GROUPS) {
            throw invalid("too many groups (max " + DOCUMENTED_GROUPS + ")", "/group_by", null);
        }
        for (JsonNode name : value) {
            if (!name.isString() || names.contains(name.stringValue())) {
                throw invalid(
                        "The field [group_by] is a list of different dimensions.", "/group_by/" + names.size(), null);
            }
            names.add(name.stringValue());
        }
        if (names.size() > settings.maxGroupBy()) {
            throw invalid(
                    "There are more than [" + settings.maxGroupBy() + "] dimensions to group by (limit of group_by).",
                    "/group_by",
                    null);
        }
        return names;
    }

    private static QueryRequest.@Nullable Aggregate aggregate(JsonNode node) {
        String name = text(node, "aggregate");
        if (name == null) {
            return null;
        }
        return Arrays.stream(QueryRequest.Aggregate.values())
                .filter(a -> a.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "The aggregate [" + name + "] is not known.",
                        "/aggregate",
                        "Aggregates are sum, avg, min, max and count."));
    }

    private static Supplier<TrueNowException> notIncludable(int index) {
        return () -> invalid("The figure to include is not known.", "/include/" + index, INCLUDED);
    }

    /** All of them, as documented, unless the request names those that it wants. */
    private static Set<QueryRequest.Dear> dear(JsonNode node) {
        JsonNode value = node.get("include");
        if (value == null || value.isNull()) {
            return EnumSet.allOf(QueryRequest.Dear.class);
        }
        Set<QueryRequest.Dear> wanted = EnumSet.noneOf(QueryRequest.Dear.class);
        if (!value.isArray()) {
            throw invalid("The field [include] is a list.", "/include", INCLUDED);
        }
        for (int i = 0; i < value.size(); i++) {
            String name = value.get(i).isString() ? value.get(i).stringValue() : "";
            wanted.add(Arrays.stream(QueryRequest.Dear.values())
                    .filter(d -> d.field().equals(name))
                    .findFirst()
                    .orElseThrow(notIncludable(i)));
        }
        return wanted;
    }

    private static Widths.@Nullable Width interval(JsonNode node) {
        String field = node.get("interval") == null ? "bucket" : "interval";
        String text = text(node, field);
        if (text == null) {
            return null;
        }
        Widths.Width width = Widths.parse(text);
        boolean calendar = width != null
                && (width.months() == 0 || width.months() == 1 || width.months() == 3 || width.months() == 12);
        if (width == null || !calendar || width.micros() % 1_000 != 0) {
            throw invalid(
                    "The interval [" + text + "] is none.",
                    "/" + field,
                    "An interval looks like PT5M, 1m, 1h, 1d, P1M or P1Y.");
        }
        return width;
    }
}
