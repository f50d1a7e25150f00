/** The servers behind this process, log and database, whether they run inside of it, beside it or elsewhere. */
@NullMarked
package io.truenow.infra.server;

import org.jspecify.annotations.NullMarked;
