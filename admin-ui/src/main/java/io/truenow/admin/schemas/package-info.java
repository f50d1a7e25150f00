/** Schemas, their versions and what differs between them. */
@NullMarked
package io.truenow.admin.schemas;

import org.jspecify.annotations.NullMarked;
