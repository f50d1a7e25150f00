/** Puts the parts together: the shared context, the roles, the order of start and stop. */
@NullMarked
package io.truenow.launcher.assembly;

import org.jspecify.annotations.NullMarked;
