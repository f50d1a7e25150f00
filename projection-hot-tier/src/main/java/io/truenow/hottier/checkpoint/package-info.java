/** State on disk, with the position of the log inside. */
@NullMarked
package io.truenow.hottier.checkpoint;

import org.jspecify.annotations.NullMarked;
