package io.truenow.admin.format;

/** Names and texts inside SQL. Thread-safe. */
public final class SqlNames {

    private SqlNames() {}

    /** Name in double quotes, whatever it holds. */
    public static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Text in single quotes, whatever it holds. */
    public static String literal(String text) {
        return '\'' + text.replace("'", "''") + '\'';
    }

    /** {@code "namespace"."table"}. */
    public static String table(String namespace, String table) {
        return identifier(namespace) + '.' + identifier(table);
    }
}
