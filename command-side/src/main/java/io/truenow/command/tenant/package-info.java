/** Tenants: who owns namespaces, keys and schemas, and whether its callers are let in. */
@NullMarked
package io.truenow.command.tenant;

import org.jspecify.annotations.NullMarked;
