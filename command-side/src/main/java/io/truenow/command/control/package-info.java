/** How commands reach the control plane's aggregates. */
@NullMarked
package io.truenow.command.control;

import org.jspecify.annotations.NullMarked;
