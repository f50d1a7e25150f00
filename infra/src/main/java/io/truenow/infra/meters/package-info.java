/** Meters and their Prometheus text, per role and for the process. */
@NullMarked
package io.truenow.infra.meters;

import org.jspecify.annotations.NullMarked;
