package io.truenow.launcher.settings;

import java.util.List;

/** Settings that cannot be used; the message lists every one. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** All that is wrong, one sentence each. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
