/** The server's configuration that changes while it runs: its keys, commands, facts and epochs. */
@NullMarked
package io.truenow.events.config;

import org.jspecify.annotations.NullMarked;
