/** Tenants, namespaces and tables: the aggregates, what is known of them, and their control API. */
@NullMarked
package io.truenow.command.catalog;

import org.jspecify.annotations.NullMarked;
