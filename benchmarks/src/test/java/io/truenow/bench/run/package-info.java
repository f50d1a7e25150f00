/** Tests of the command line. */
@NullMarked
package io.truenow.bench.run;

import org.jspecify.annotations.NullMarked;
