/** Tests of the query port over HTTP. */
@NullMarked
package io.truenow.sql.http;

import org.jspecify.annotations.NullMarked;
