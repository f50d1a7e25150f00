package io.truenow.admin.catalog;

import com.vaadin.flow.router.BeforeEnterEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Where a person stands in the explorer; each part may be empty, and is if the one before it is.
 *
 * <p>Its address is {@code explorer/NAMESPACE/TABLE/COLUMN}. A column's name may be any text; one that a path cannot carry stands behind
 * {@code ?column=}.
 */
public record Place(String namespace, String table, String column) {

    /** Everything. */
    static final Place ALL = new Place("", "", "");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
    private static final String COLUMN = "column";

    /** A table. */
    public static Place table(String namespace, String table) {
        return new Place(namespace, table, "");
    }

    static Place of(BeforeEnterEvent event) {
        var path = event.getRouteParameters();
        String column = path.get(COLUMN).orElseGet(() -> event.getLocation()
                .getQueryParameters()
                .getSingleParameter(COLUMN)
                .orElse(""));
        return new Place(path.get("namespace").orElse(""), path.get("table").orElse(""), column);
    }

    /** The same table, another column. */
    Place column(String name) {
        return new Place(namespace, table, name);
    }

    boolean isTable() {
        return !table.isEmpty();
    }

    /** Address inside the console. */
    public String link() {
        StringBuilder link = new StringBuilder("explorer");
        for (String part : new String[] {namespace, table}) {
            if (!part.isEmpty()) {
                link.append('/').append(part);
            }
        }
        if (PLAIN.matcher(column).matches()) {
            return link.append('/').append(column).toString();
        }
        return column.isEmpty()
                ? link.toString()
                : link.append("?column=")
                        .append(URLEncoder.encode(column, StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                        .toString();
    }
}
