/** Tests of profiles. */
@NullMarked
package io.truenow.bench.profile;

import org.jspecify.annotations.NullMarked;
