/** The files that an operator deploys, read as the tools would read them. */
@NullMarked
package io.truenow.launcher.deploy;

import org.jspecify.annotations.NullMarked;
