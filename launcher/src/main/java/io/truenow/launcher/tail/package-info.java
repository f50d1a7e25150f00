/** The client of {@code /v1/tail}: follows the stream, takes it up again where it broke, and prints it. */
@NullMarked
package io.truenow.launcher.tail;

import org.jspecify.annotations.NullMarked;
