/** The data-plane event bus over Kafka: facts go out acknowledged, records come in by the group protocol. */
@NullMarked
package io.truenow.infra.bus;

import org.jspecify.annotations.NullMarked;
