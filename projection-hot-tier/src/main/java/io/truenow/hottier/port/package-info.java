/** What the hot tier needs of the outside, and what the outside may call of it; implemented or called in {@code infra}. */
@NullMarked
package io.truenow.hottier.port;

import org.jspecify.annotations.NullMarked;
