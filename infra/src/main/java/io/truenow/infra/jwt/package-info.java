/** Callers who present a JWT of somebody else's login: its keys, and the one chain of checks. */
@NullMarked
package io.truenow.infra.jwt;

import org.jspecify.annotations.NullMarked;
