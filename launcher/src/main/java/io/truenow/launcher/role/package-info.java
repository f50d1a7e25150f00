/** Roles of the product: what runs on which port. */
@NullMarked
package io.truenow.launcher.role;

import org.jspecify.annotations.NullMarked;
