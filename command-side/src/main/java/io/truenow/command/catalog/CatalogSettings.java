package io.truenow.command.catalog;

import io.truenow.events.catalog.TableSettings;

/**
 * Settings of the catalogue.
 *
 * @param timeoutMillis how long a caller waits for a control-plane command
 * @param maxAttempts how often a command is sent when writers meet
 * @param autoCreated settings of tables that the first event makes
 */
public record CatalogSettings(int timeoutMillis, int maxAttempts, TableSettings autoCreated) {

    /** 10 seconds, 20 attempts, one shard with a window of 24 hours. */
    public static final CatalogSettings DEFAULT = new CatalogSettings(10_000, 20, TableSettings.DEFAULT);
}
