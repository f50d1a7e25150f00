/** Answers that are given again, in PostgreSQL. */
@NullMarked
package io.truenow.infra.idempotency;

import org.jspecify.annotations.NullMarked;
