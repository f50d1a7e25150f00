/** Looks at what a server here needs, and says what is wrong and how to mend it. */
@NullMarked
package io.truenow.launcher.doctor;

import org.jspecify.annotations.NullMarked;
