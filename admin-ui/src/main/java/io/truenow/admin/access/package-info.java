/** Who looks at the console, where credentials are demanded. */
@NullMarked
package io.truenow.admin.access;

import org.jspecify.annotations.NullMarked;
