/** The control plane: Axon's event store, buses and processors on PostgreSQL, wired in one place. */
@NullMarked
package io.truenow.infra.eventstore;

import org.jspecify.annotations.NullMarked;
