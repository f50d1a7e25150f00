package io.truenow.sql.http;

import io.truenow.sql.exec.StatementOptions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of {@code /v1/sql}.
 *
 * @param sql text of the statement
 * @param parameters one value for each {@code ?}
 * @param options what else is said about it
 * @param pageRows rows of a page; 0 for the whole answer
 */
record SqlRequest(String sql, List<@Nullable Object> parameters, StatementOptions options, int pageRows) {

    SqlRequest {
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
    }
}
