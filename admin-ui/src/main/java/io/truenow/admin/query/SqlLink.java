package io.truenow.admin.query;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * The address of the SQL screen with a statement in it, to be shared. Opening it shows the statement and does not run it: a link may come
 * from anywhere, and a statement may cost the server much.
 */
final class SqlLink {

    /** Longest statement that stands in an address, in characters. */
    static final int MAX_CHARACTERS = 4_000;

    private SqlLink() {}

    /** Address inside the console; without the statement if it is too long. */
    static String of(String sql) {
        return sql.length() > MAX_CHARACTERS || sql.isBlank()
                ? "sql"
                : "sql?q=" + URLEncoder.encode(sql, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
