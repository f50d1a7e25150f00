package io.truenow.launcher.settings;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may reach the server. There are no credentials yet, so a server that other machines can reach lets everyone do everything; it starts
 * that way only where somebody says so in as many words.
 *
 * @param bindAddress {@code TRUENOW_BIND}: address of the roles' ports, {@code 127.0.0.1} or {@code 0.0.0.0}; the embedded servers stay on
 *     loopback
 * @param allowedHosts {@code TRUENOW_ALLOWED_HOSTS}: names beyond those of loopback that a request's {@code Host} may carry, in lower case
 */
public record AccessSettings(String bindAddress, Set<String> allowedHosts) {

    /** The value of {@code TRUENOW_OPEN_ACCESS} that opens the server. */
    public static final String OPEN = "anyone-may-read-and-write";

    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYWHERE = "0.0.0.0";
    private static final int MAX_HOSTS = 64;
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}]");

    static final Setting<String> BIND = Setting.of(
            "TRUENOW_BIND",
            "access.bind",
            new SettingType<>("127.0.0.1 (this machine only) or 0.0.0.0 (every address of it)", text -> {
                if (!List.of(LOOPBACK, "localhost", EVERYWHERE).contains(text)) {
                    throw new IllegalArgumentException();
                }
                return text;
            }),
            LOOPBACK,
            "address of the roles' ports: `127.0.0.1`, or `0.0.0.0` for every address, which `TRUENOW_OPEN_ACCESS` must allow");
    static final Setting<String> OPEN_ACCESS = Setting.of(
            "TRUENOW_OPEN_ACCESS",
            "access.open",
            SettingType.oneOf(List.of("no", OPEN)),
            "no",
            "`" + OPEN
                    + "`: a server that other machines reach asks nobody for a credential, because demanding one is not built yet");
    static final Setting<Set<String>> ALLOWED_HOSTS = Setting.unset(
            "TRUENOW_ALLOWED_HOSTS",
            "access.allowed_hosts",
            SettingType.words("host names without ports, with commas between", HOST, MAX_HOSTS),
            "names, with commas between, that a request's `Host` may carry beside `localhost`, `127.0.0.1` and `[::1]`; others are"
                    + " refused with 403");

    static final SettingGroup GROUP = new SettingGroup("access", List.of(BIND, OPEN_ACCESS, ALLOWED_HOSTS));

    /** Copies the names. */
    public AccessSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Whether callers of other machines can come. */
    public boolean open() {
        return !bindAddress.equals(LOOPBACK);
    }

    static AccessSettings read(SettingValues values) {
        String bind = values.get(BIND);
        if (bind.equals(EVERYWHERE) && !values.get(OPEN_ACCESS).equals(OPEN)) {
            values.problem("TRUENOW_BIND=[" + bind
                    + "] opens the server to other machines, which needs credentials, and demanding them is not built yet;"
                    + " where everyone who can reach it may read and write everything, set TRUENOW_OPEN_ACCESS="
                    + OPEN + ".");
        }
        return new AccessSettings(
                bind.equals(EVERYWHERE) ? EVERYWHERE : LOOPBACK,
                values.find(ALLOWED_HOSTS).orElse(Set.of()));
    }
}
