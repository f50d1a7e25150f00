/** Rate limits that are set while the server runs: of all callers together, of a tenant, of an API key. */
@NullMarked
package io.truenow.command.rates;

import org.jspecify.annotations.NullMarked;
