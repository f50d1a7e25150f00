/** The hot tier as one object: what the launcher assembles and everybody else calls. */
@NullMarked
package io.truenow.hottier;

import org.jspecify.annotations.NullMarked;
