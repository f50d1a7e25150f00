/** What threads may take of the machine. */
@NullMarked
package io.truenow.infra.threads;

import org.jspecify.annotations.NullMarked;
