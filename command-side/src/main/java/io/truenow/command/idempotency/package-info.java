/** Requests that carry an {@code Idempotency-Key} are carried out once, and answered again when they are sent again. */
@NullMarked
package io.truenow.command.idempotency;

import org.jspecify.annotations.NullMarked;
