/** JMH benchmarks of the parts. {@code ./truenow bench jmh [REGEX]} runs them. */
@NullMarked
package io.truenow.bench.part;

import org.jspecify.annotations.NullMarked;
