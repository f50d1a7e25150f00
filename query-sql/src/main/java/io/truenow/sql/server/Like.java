package io.truenow.sql.server;

import org.jspecify.annotations.Nullable;

/** Patterns of {@link java.sql.DatabaseMetaData}: {@code %}, {@code _}, escaped by {@code \}. */
final class Like {

    private Like() {}

    /** Whether a name matches; every name matches null. */
    static boolean matches(@Nullable String pattern, String name) {
        return pattern == null || matches(pattern, 0, name, 0);
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        char c = pattern.charAt(p);
        if (c == '%') {
            for (int i = n; i <= name.length(); i++) {
                if (matches(pattern, p + 1, name, i)) {
                    return true;
                }
            }
            return false;
        }
        boolean escaped = c == '\\' && p + 1 < pattern.length();
        char wanted = escaped ? pattern.charAt(p + 1) : c;
        return n < name.length()
                && (!escaped && c == '_' || name.charAt(n) == wanted)
                && matches(pattern, p + (escaped ? 2 : 1), name, n + 1);
    }
}
