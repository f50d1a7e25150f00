/** Tests of the console's wiring, and a console with doubles to look at. */
@NullMarked
package io.truenow.admin;

import org.jspecify.annotations.NullMarked;
