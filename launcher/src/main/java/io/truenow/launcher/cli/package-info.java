/** The {@code truenow} command line. */
@NullMarked
package io.truenow.launcher.cli;

import org.jspecify.annotations.NullMarked;
