/** JSON Schema definitions (draft-07): read, compared, told apart, turned into columns and held against payloads. */
@NullMarked
package io.truenow.command.schema;

import org.jspecify.annotations.NullMarked;
