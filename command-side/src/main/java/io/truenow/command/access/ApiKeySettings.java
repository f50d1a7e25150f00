package io.truenow.command.access;

import io.truenow.command.control.ControlSettings;

/**
 * Settings of API keys.
 *
 * @param control patience with the control plane
 * @param maxKeys keys that a tenant may have, those that were revoked not counted
 * @param maxGrants grants that one key may have
 */
public record ApiKeySettings(ControlSettings control, int maxKeys, int maxGrants) {

    /** The usual patience, 1,000 keys, 100 grants. */
    public static final ApiKeySettings DEFAULT = new ApiKeySettings(ControlSettings.DEFAULT, 1_000, 100);
}
