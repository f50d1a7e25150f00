/** Tests of the statements of R6. */
@NullMarked
package io.truenow.bench.statement;

import org.jspecify.annotations.NullMarked;
