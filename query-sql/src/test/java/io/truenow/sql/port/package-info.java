/** Contracts of the ports, for those who implement them. */
@NullMarked
package io.truenow.sql.port;

import org.jspecify.annotations.NullMarked;
