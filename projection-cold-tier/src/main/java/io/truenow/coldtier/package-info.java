/**
 * Keeps events for the long term as files. Nothing is built here yet: the log keeps everything, and its retention is unlimited until
 * this module holds the data.
 */
@NullMarked
package io.truenow.coldtier;

import org.jspecify.annotations.NullMarked;
