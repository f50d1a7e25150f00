package io.truenow.launcher.assembly;

import io.truenow.admin.port.ConsoleAccess;
import io.truenow.events.access.Authentication;
import io.truenow.infra.access.Callers;

/** The console's people are callers like all others. */
record ConsoleLoginAccess(Callers callers) implements ConsoleAccess {

    @Override
    public boolean demanded() {
        return callers.demanded();
    }

    @Override
    public Authentication login(String key, String address) {
        return callers.typed(key, address);
    }

    @Override
    public Authentication again(String key) {
        return callers.again(key);
    }
}
