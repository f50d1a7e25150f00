/** Exact removal of repeated event ids within a window of append time. */
@NullMarked
package io.truenow.hottier.dedup;

import org.jspecify.annotations.NullMarked;
