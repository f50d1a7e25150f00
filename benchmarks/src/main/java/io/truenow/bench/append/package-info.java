/** Appending decoded events in process, one thread: R3, and what an event takes in memory: R10. */
@NullMarked
package io.truenow.bench.append;

import org.jspecify.annotations.NullMarked;
