package io.truenow.sql.logic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import net.hydromatic.sqllogictest.SqlTestQueryOutputDescription;
import org.jspecify.annotations.Nullable;

/** Compares rows with what the corpus expects of them: its forms of values, its orders, its hash. Without state. */
final class LogicAnswer {

    private LogicAnswer() {}

    /** Null if the rows are the expected ones, else what differs. */
    static @Nullable String difference(
            SqlTestQueryOutputDescription expected, List<? extends List<? extends @Nullable Object>> rows) {
        List<List<String>> texts = new ArrayList<>();
        for (List<? extends @Nullable Object> row : rows) {
            if (row.size() != expected.columnTypes.length()) {
                return "columns: " + row.size() + " instead of " + expected.columnTypes.length();
            }
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(text(expected.columnTypes.charAt(i), row.get(i)));
            }
            texts.add(values);
        }
        if (expected.getOrder() == SqlTestQueryOutputDescription.SortOrder.ROW) {
            texts.sort(Comparator.comparing((List<String> row) -> String.join("\0", row)));
        }
        List<String> values =
                new ArrayList<>(texts.stream().flatMap(List::stream).toList());
        if (expected.getOrder() == SqlTestQueryOutputDescription.SortOrder.VALUE) {
            values.sort(null);
        }
        if (expected.getValueCount() >= 0 && values.size() != expected.getValueCount()) {
            return "values: " + values.size() + " instead of " + expected.getValueCount();
        }
        if (expected.hash != null) {
            return md5(values).equals(expected.hash)
                    ? null
                    : "hash of " + values.size() + " values, first " + first(values);
        }
        List<String> wanted = expected.getQueryResults();
        return wanted == null || wanted.equals(values) ? null : first(values) + " instead of " + first(wanted);
    }

    private static String first(List<String> values) {
        return values.subList(0, Math.min(8, values.size())).toString();
    }

    private static String text(char type, @Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        return switch (type) {
            case 'I' ->
                value instanceof Number number
                        ? Long.toString(number.longValue())
                        : value instanceof Boolean b ? b ? "1" : "0" : value.toString();
            case 'R' ->
                value instanceof Number number
                        ? String.format(Locale.ROOT, "%.3f", number.doubleValue())
                        : value.toString();
            default -> {
                String text = value instanceof Double d && d == Math.rint(d)
                        ? Long.toString(d.longValue())
                        : value.toString();
                yield text.isEmpty() ? "(empty)" : text;
            }
        };
    }

    private static String md5(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (String value : values) {
                digest.update((value + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
