/** Statements of SQL in process: how many a second, beside stock Calcite. */
@NullMarked
package io.truenow.bench.statement;

import org.jspecify.annotations.NullMarked;
