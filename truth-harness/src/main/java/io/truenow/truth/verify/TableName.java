package io.truenow.truth.verify;

/** A table as a person names it: {@code namespace.table}. */
public record TableName(String namespace, String table) implements Comparable<TableName> {

    /** Reads {@code namespace.table}; a name has no dot inside. */
    public static TableName parse(String text) {
        int dot = text.indexOf('.');
        if (dot <= 0 || dot == text.length() - 1) {
            throw new IllegalArgumentException("A table is named [namespace.table], not [" + text + "].");
        }
        return new TableName(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableName other) {
        int byNamespace = namespace.compareTo(other.namespace);
        return byNamespace != 0 ? byNamespace : table.compareTo(other.table);
    }

    @Override
    public String toString() {
        return namespace + "." + table;
    }
}
