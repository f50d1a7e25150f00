/** The facts of the control plane: who changed what, when, from where. */
@NullMarked
package io.truenow.admin.audit;

import org.jspecify.annotations.NullMarked;
