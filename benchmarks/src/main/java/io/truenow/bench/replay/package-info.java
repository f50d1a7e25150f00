/** A lean HTTP client that replays prepared bodies, the same for every peer. */
@NullMarked
package io.truenow.bench.replay;

import org.jspecify.annotations.NullMarked;
