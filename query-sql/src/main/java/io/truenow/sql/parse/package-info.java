/** From text to syntax tree: words that data uses as names, EXPLAIN, positions of errors. */
@NullMarked
package io.truenow.sql.parse;

import org.jspecify.annotations.NullMarked;
