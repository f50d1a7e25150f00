/** Files that are whole after a crash. */
@NullMarked
package io.truenow.infra.files;

import org.jspecify.annotations.NullMarked;
