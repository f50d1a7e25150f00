/** Tests of the module as a whole, and their tables. */
@NullMarked
package io.truenow.sql;

import org.jspecify.annotations.NullMarked;
