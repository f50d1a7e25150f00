package io.truenow.events.planted;

import io.truenow.launcher.role.Role;

/** Planted: events must not know the launcher. */
public final class EventsReachesOut {
    Role role = Role.GATEWAY;
}
