/** What the product's own commands present to a server. */
@NullMarked
package io.truenow.launcher.access;

import org.jspecify.annotations.NullMarked;
