/** Home: live figures and the rate of events, by push. */
@NullMarked
package io.truenow.admin.home;

import org.jspecify.annotations.NullMarked;
