/** Who may call: the guard of an open server on loopback. */
@NullMarked
package io.truenow.infra.access;

import org.jspecify.annotations.NullMarked;
