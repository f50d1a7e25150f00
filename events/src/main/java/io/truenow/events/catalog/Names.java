package io.truenow.events.catalog;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Which names are legal (ruling 14). No regular expression: the check runs for every request. */
public final class Names {

    /** Longest name of a namespace, table, schema or stream, in characters. */
    public static final int MAX_NAME_LENGTH = 128;

    /** Longest name of a dimension or metric, in bytes of UTF-8. */
    public static final int MAX_COLUMN_NAME_BYTES = 128;

    private static final Set<String> RESERVED = Set.of("sys", "information_schema", "pg_catalog", "metadata");

    private Names() {}

    /** Whether the text is a legal name of a tenant, namespace, table, schema or stream. */
    public static boolean isLegal(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || !isFirst(name.charAt(0))) {
            return false;
        }
        for (int i = 1; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isFirst(c) && !(c >= '0' && c <= '9') && c != '-') {
                return false;
            }
        }
        return !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * The name, if legal.
     *
     * @param what noun for the message, such as {@code namespace}
     * @throws TrueNowException {@link ErrorCode#INVALID_NAME}
     */
    public static String require(String what, String name) {
        return requireAt("/" + what, what, name);
    }

    /**
     * The name, if legal.
     *
     * @param pointer where it stands in the request
     * @param what noun for the message, such as {@code namespace}
     * @throws TrueNowException {@link ErrorCode#INVALID_NAME}
     */
    public static String requireAt(String pointer, String what, String name) {
        if (!isLegal(name)) {
            String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
            throw new TrueNowException(
                    ErrorCode.INVALID_NAME,
                    "The " + what + " name [" + printable(shown) + "] is not legal.",
                    pointer,
                    "A name starts with a letter or _, goes on with letters, digits, _ or -, has at most "
                            + MAX_NAME_LENGTH + " characters and is none of "
                            + RESERVED.stream().sorted().toList() + ".",
                    null);
        }
        return name;
    }

    /** Whether the text is a legal name of a dimension or metric: 1 to 128 bytes of UTF-8 without control characters. */
    public static boolean isLegalColumn(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_COLUMN_NAME_BYTES
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_COLUMN_NAME_BYTES
                && name.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isFirst(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().forEach(c -> shown.append(Character.isISOControl(c) ? '?' : (char) c));
        return shown.toString();
    }
}
