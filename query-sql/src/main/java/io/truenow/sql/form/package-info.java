/** Forms in which rows of statements leave over HTTP: JSON, NDJSON, CSV, Arrow. */
@NullMarked
package io.truenow.sql.form;

import org.jspecify.annotations.NullMarked;
