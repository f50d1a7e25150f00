/** Tests of SQL on the command line. */
@NullMarked
package io.truenow.launcher.sql;

import org.jspecify.annotations.NullMarked;
