package io.truenow.jdbc.wire;

/** Answers about what is there, which only a server knows. The order is part of the form. */
public enum MetadataKind {
    SCHEMAS,
    TABLES,
    COLUMNS,
    TYPES,
    TABLE_TYPES;

    private static final MetadataKind[] ALL = values();

    /** Byte of it. */
    @SuppressWarnings("EnumOrdinal") // the order is part of the form
    public int code() {
        return ordinal();
    }

    /** The kind of a byte. */
    public static MetadataKind of(int code) {
        if (code < 0 || code >= ALL.length) {
            throw new WireException("A request asks for the unknown kind of metadata [" + code + "].");
        }
        return ALL[code];
    }
}
