/** Tests of the forms of answers. */
@NullMarked
package io.truenow.sql.form;

import org.jspecify.annotations.NullMarked;
