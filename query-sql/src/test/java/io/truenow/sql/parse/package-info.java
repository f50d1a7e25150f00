/** Tests of what is read from a statement's text. */
@NullMarked
package io.truenow.sql.parse;

import org.jspecify.annotations.NullMarked;
