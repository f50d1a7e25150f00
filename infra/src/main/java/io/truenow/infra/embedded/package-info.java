/** Servers that run inside or beside this process: the Kafka broker, PostgreSQL, and the data folder that they share. */
@NullMarked
package io.truenow.infra.embedded;

import org.jspecify.annotations.NullMarked;
