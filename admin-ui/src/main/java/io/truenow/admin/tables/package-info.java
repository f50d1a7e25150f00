/** Tables as something that is run: state, retention, description. */
@NullMarked
package io.truenow.admin.tables;

import org.jspecify.annotations.NullMarked;
