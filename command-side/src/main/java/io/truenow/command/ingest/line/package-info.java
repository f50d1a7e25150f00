/** The line protocol of InfluxDB and Telegraf: grammar, mapping to columns, routes and answers. */
@NullMarked
package io.truenow.command.ingest.line;

import org.jspecify.annotations.NullMarked;
