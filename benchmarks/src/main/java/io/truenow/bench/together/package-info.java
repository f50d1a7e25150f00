/** Clients that ask beside a load of events. */
@NullMarked
package io.truenow.bench.together;

import org.jspecify.annotations.NullMarked;
