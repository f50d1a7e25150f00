/** What modules count of themselves, for whoever shows it. */
@NullMarked
package io.truenow.events.meter;

import org.jspecify.annotations.NullMarked;
