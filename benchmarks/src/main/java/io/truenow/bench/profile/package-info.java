/** Where the server's time goes, by Flight Recorder and by what Linux counts for each thread. */
@NullMarked
package io.truenow.bench.profile;

import org.jspecify.annotations.NullMarked;
