package io.truenow.sql.http;

import static io.truenow.sql.http.QueryParser.invalid;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.Priority;
import io.truenow.sql.exec.StatementOptions;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads requests of {@code /v1/sql}. A body that begins with a brace, or is called JSON, is a JSON object; any other is the statement's
 * text. What may be said beside a text stands in the query string, or in the object: the object wins. Thread-safe.
 */
final class SqlRequestParser {

    /** Header with the statement's id, of a request that chooses it and of each answer. */
    static final String STATEMENT = "X-TrueNow-Statement";

    private static final Pattern NAME = Pattern.compile("(?=.*[A-Za-z])[A-Za-z0-9_.:-]{1,100}");
    private static final String BODY =
            "The body is {\"sql\":\"SELECT …\"}, or the text of the statement as text/plain.";

    private final QueryParser json;
    private final int maxPageRows;

    SqlRequestParser(QueryParser json, int maxPageRows) {
        this.json = json;
        this.maxPageRows = maxPageRows;
    }

    /**
     * A request.
     *
     * @param contentType header; null if there is none
     * @param queryString of the URL; null if there is none
     * @param statement header {@link #STATEMENT}; null if there is none
     */
    SqlRequest parse(
            byte[] body, @Nullable String contentType, @Nullable String queryString, @Nullable String statement) {
        Map<String, String> beside = beside(queryString);
        boolean called =
                contentType != null && contentType.toLowerCase(Locale.ROOT).contains("json");
        JsonNode node = called || startsWithBrace(body) ? json.tree(body) : null;
        String sql = node == null ? text(body) : sql(node);
        if (sql.isBlank()) {
            throw invalid("Missing sql", "/sql", BODY);
        }
        String name = said(node, beside, "statement_id");
        String namespace = said(node, beside, "namespace");
        String priority = said(node, beside, "priority");
        StatementOptions options = StatementOptions.NONE
                .withPriority(priority == null ? Priority.NORMAL : Priority.of(priority))
                .withName(name(name == null ? statement : name))
                .withNamespace(namespace == null ? List.of() : List.of(namespace))
                .withTime(time(said(node, beside, "timeout_ms")));
        String pageRows = said(node, beside, "page_rows");
        return new SqlRequest(
                sql,
                node == null ? List.of() : SqlParameters.read(node.get("parameters")),
                options,
                pageRows == null ? 0 : (int) whole(pageRows, "page_rows", maxPageRows));
    }

    private static boolean startsWithBrace(byte[] body) {
        for (byte b : body) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return true; // nothing at all is refused as JSON, as ever
    }

    private static String text(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw new TrueNowException(
                    ErrorCode.INVALID_ENCODING, "The text of the statement is no UTF-8.", null, BODY, notUtf8);
        }
    }

    private static String sql(JsonNode node) {
        for (String member : List.of("sql", "statement", "query")) {
            JsonNode sql = node.get(member);
            if (sql != null && sql.isString()) {
                return sql.stringValue();
            }
            if (sql != null && !sql.isNull()) {
                break;
            }
        }
        throw invalid("Missing sql", "/sql", BODY);
    }

    private static @Nullable String said(@Nullable JsonNode node, Map<String, String> beside, String name) {
        JsonNode value = node == null ? null : node.get(name);
        if (value == null || value.isNull()) {
            return beside.get(name);
        }
        if (value.isObject() || value.isArray()) {
            throw invalid("The field [" + name + "] is one value.", "/" + name, null);
        }
        return value.asString();
    }

    private static @Nullable String name(@Nullable String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw invalid(
                    "The id of the statement is none.",
                    "/statement_id",
                    "It has up to 100 of A-Z, a-z, 0-9, '_', '.', ':' and '-', and at least one letter.");
        }
        return name;
    }

    private static @Nullable Duration time(@Nullable String millis) {
        if (millis == null) {
            return null;
        }
        return Duration.ofMillis(whole(millis, "timeout_ms", Long.MAX_VALUE / 1_000_000));
    }

    static long whole(String text, String field, long most) {
        try {
            long value = Long.parseLong(text);
            if (value > 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException notWhole) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY,
                    "The field [" + field + "] is a whole number.",
                    "/" + field,
                    null,
                    notWhole);
        }
        throw invalid("The field [" + field + "] is from 1 to [" + most + "].", "/" + field, null);
    }

    private static Map<String, String> beside(@Nullable String queryString) {
        Map<String, String> said = new HashMap<>();
        if (queryString != null) {
            for (String pair : queryString.split("&")) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    said.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return said;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY, "The query string [" + text + "] is broken.", null, null, broken);
        }
    }
}
