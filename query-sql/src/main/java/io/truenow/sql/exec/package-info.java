/** Statements: prepare, run, limit, cancel. */
@NullMarked
package io.truenow.sql.exec;

import org.jspecify.annotations.NullMarked;
