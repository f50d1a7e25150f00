package io.truenow.sql.proof;

/**
 * A generated statement.
 *
 * @param ordered whether the order of its rows is part of its answer
 */
record Statement(Sql sql, boolean ordered) {

    String in(Sql.Dialect dialect) {
        return sql.in(dialect);
    }
}
