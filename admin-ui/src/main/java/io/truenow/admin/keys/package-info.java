/** API keys: list, make, rotate, revoke. */
@NullMarked
package io.truenow.admin.keys;

import org.jspecify.annotations.NullMarked;
