/** Tests of the ports of roles. */
@NullMarked
package io.truenow.launcher.role;

import org.jspecify.annotations.NullMarked;
