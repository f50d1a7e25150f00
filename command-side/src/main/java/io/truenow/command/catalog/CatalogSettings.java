package io.truenow.command.catalog;

import io.truenow.events.catalog.TableSettings;

/**
 * Settings of the catalogue.
 *
 * @param timeoutMillis how long a caller waits for a control-plane command
 * @param restMillis for how long a catalogue that was away is not asked again
 * @param maxAttempts how often a command is sent when writers meet
 * @param autoCreated settings of tables that the first event makes
 */
public record CatalogSettings(int timeoutMillis, int restMillis, int maxAttempts, TableSettings autoCreated) {

    /** 5 seconds, 500 ms of rest, 20 attempts, one shard with a window of 24 hours. */
    public static final CatalogSettings DEFAULT = new CatalogSettings(5_000, 500, 20, TableSettings.DEFAULT);
}
