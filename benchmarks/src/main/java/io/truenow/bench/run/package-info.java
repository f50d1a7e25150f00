/** The command {@code truenow bench}: what is run, in which order, within which time. */
@NullMarked
package io.truenow.bench.run;

import org.jspecify.annotations.NullMarked;
