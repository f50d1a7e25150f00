/** SQL on the command line: one session over JDBC, its printed answers, the shell. */
@NullMarked
package io.truenow.launcher.sql;

import org.jspecify.annotations.NullMarked;
