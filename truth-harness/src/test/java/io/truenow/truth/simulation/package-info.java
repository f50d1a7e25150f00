/** Tests of the simulation. */
@NullMarked
package io.truenow.truth.simulation;

import org.jspecify.annotations.NullMarked;
