/** The SQL screen: editor, answer, errors at their position. */
@NullMarked
package io.truenow.admin.query;

import org.jspecify.annotations.NullMarked;
