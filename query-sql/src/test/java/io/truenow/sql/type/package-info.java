/** Tests of types and functions. */
@NullMarked
package io.truenow.sql.type;

import org.jspecify.annotations.NullMarked;
