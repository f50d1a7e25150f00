/** Tests of the append programs. */
@NullMarked
package io.truenow.bench.append;

import org.jspecify.annotations.NullMarked;
