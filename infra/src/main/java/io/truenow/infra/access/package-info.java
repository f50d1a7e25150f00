/** Who may call: the guard in front of every route, and what it knows callers by. */
@NullMarked
package io.truenow.infra.access;

import org.jspecify.annotations.NullMarked;
