/**
 * The JDBC driver: {@code jdbc:truenow://host:port/namespace?key=…}. {@link io.truenow.jdbc.TrueNowDriver} is found by
 * {@link java.sql.DriverManager}; everything else is reached through the interfaces of {@link java.sql}.
 *
 * <p>A statement is one request, which carries its text, its values and the connection's id; a server that does not know the connection
 * opens it. So nothing is lost when a server is started again except rows that had not been fetched.
 */
@NullMarked
package io.truenow.jdbc;

import org.jspecify.annotations.NullMarked;
