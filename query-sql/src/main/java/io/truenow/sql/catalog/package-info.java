/** The tables that a principal sees, as Calcite schemas: one namespace, one SQL schema. */
@NullMarked
package io.truenow.sql.catalog;

import org.jspecify.annotations.NullMarked;
