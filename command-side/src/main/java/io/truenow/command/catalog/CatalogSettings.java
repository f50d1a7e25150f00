package io.truenow.command.catalog;

import io.truenow.command.control.ControlSettings;
import io.truenow.events.catalog.TableSettings;

/**
 * Settings of the catalogue.
 *
 * @param control patience with the control plane
 * @param autoCreated settings of tables that the first event makes
 */
public record CatalogSettings(ControlSettings control, TableSettings autoCreated) {

    /** The usual patience; one shard with a window of 24 hours. */
    public static final CatalogSettings DEFAULT = new CatalogSettings(ControlSettings.DEFAULT, TableSettings.DEFAULT);
}
