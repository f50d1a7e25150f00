package io.truenow.admin.port;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;

/** Who may look at the console. Thread-safe, and quick: asked for every request of a page. */
public interface ConsoleAccess {

    /** Whether a person has to log in; else whoever looks is the local administrator. */
    boolean demanded();

    /**
     * Looks at a key or JWT that somebody presents; a wrong key counts as a guess.
     *
     * @param address of the person's machine
     */
    Authentication login(String key, String address);

    /** Looks again at a key or JWT that was right before; no guess. */
    Authentication again(String key);

    /** The access of a server that asks nobody. */
    ConsoleAccess OPEN = new ConsoleAccess() {
        @Override
        public boolean demanded() {
            return false;
        }

        @Override
        public Authentication login(String key, String address) {
            return new Authentication.Granted(Principal.LOCAL);
        }

        @Override
        public Authentication again(String key) {
            return new Authentication.Granted(Principal.LOCAL);
        }
    };
}
