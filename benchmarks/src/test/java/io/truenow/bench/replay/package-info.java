/** Tests of the replaying client. */
@NullMarked
package io.truenow.bench.replay;

import org.jspecify.annotations.NullMarked;
