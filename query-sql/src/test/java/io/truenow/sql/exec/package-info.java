/** Tests of the running of statements. */
@NullMarked
package io.truenow.sql.exec;

import org.jspecify.annotations.NullMarked;
