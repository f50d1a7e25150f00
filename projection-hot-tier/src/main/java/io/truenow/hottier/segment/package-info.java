/** Columns in memory: chunks, segments, dictionaries, and the immutable views of them that readers get. */
@NullMarked
package io.truenow.hottier.segment;

import org.jspecify.annotations.NullMarked;
