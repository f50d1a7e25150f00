/** JDBC: an Avatica service over the engine. */
@NullMarked
package io.truenow.sql.server;

import org.jspecify.annotations.NullMarked;
