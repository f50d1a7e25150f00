/** The tables screen: tables with their figures, columns of one. */
@NullMarked
package io.truenow.admin.catalog;

import org.jspecify.annotations.NullMarked;
