/** Seeded histories of the whole data plane in one thread: faults at every port, a plain model beside it. */
@NullMarked
package io.truenow.truth.simulation;

import org.jspecify.annotations.NullMarked;
