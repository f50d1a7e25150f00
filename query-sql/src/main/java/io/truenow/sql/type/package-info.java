/** The SQL type system and the functions that SQL has here beyond Calcite's own. */
@NullMarked
package io.truenow.sql.type;

import org.jspecify.annotations.NullMarked;
