/** Kept answers: in this process, and shared between processes by Redis. */
@NullMarked
package io.truenow.infra.cache;

import org.jspecify.annotations.NullMarked;
