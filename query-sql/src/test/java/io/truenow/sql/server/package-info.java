/** Tests of the JDBC port with the thin driver. */
@NullMarked
package io.truenow.sql.server;

import org.jspecify.annotations.NullMarked;
