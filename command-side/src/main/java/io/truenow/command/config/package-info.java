/** The server's configuration that changes while it runs: proposed, committed and rolled back by epochs. */
@NullMarked
package io.truenow.command.config;

import org.jspecify.annotations.NullMarked;
