/** Rate limits that processes share through Redis. */
@NullMarked
package io.truenow.infra.limit;

import org.jspecify.annotations.NullMarked;
