/** Servers that somebody else runs: Kafka or Redpanda, and PostgreSQL, at addresses that are set. */
@NullMarked
package io.truenow.infra.external;

import org.jspecify.annotations.NullMarked;
