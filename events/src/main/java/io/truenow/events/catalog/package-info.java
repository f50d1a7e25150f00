/** Tenants, namespaces and tables: commands, facts, queries and value types. */
@NullMarked
package io.truenow.events.catalog;

import org.jspecify.annotations.NullMarked;
