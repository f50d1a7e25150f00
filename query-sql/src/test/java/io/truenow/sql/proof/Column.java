package io.truenow.sql.proof;

/** A column that an expression may use. */
record Column(String name, Kind kind) {

    Sql sql() {
        return Sql.text(name);
    }
}
