package io.truenow.command.binding;

import io.truenow.events.ingest.EventColumns;
import java.util.List;

/**
 * Events that were held against what their table takes.
 *
 * @param events all rows, in typed columns; those of a row with a misfit mean nothing
 * @param misfits the first of each row that has one
 */
public record HeldEvents(EventColumns events, List<Misfit> misfits) {}
