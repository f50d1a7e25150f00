/** The frame of every screen: page, navigation, shortcuts, dialogs. */
@NullMarked
package io.truenow.admin.shell;

import org.jspecify.annotations.NullMarked;
