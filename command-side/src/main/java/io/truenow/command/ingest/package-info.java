/** The ingest doors over HTTP: bytes to columns, group commit, the decision on a batch, the answer. */
@NullMarked
package io.truenow.command.ingest;

import org.jspecify.annotations.NullMarked;
