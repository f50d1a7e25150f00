/** What the command side needs of the outside; implemented in {@code infra}. */
@NullMarked
package io.truenow.command.port;

import org.jspecify.annotations.NullMarked;
