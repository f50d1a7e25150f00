package io.truenow.launcher.settings;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
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

    /** Copies the names. */
    public AccessSettings {
        allowedHosts = Set.copyOf(allowedHosts);
    }

    /** Whether callers of other machines can come. */
    public boolean open() {
        return !bindAddress.equals(LOOPBACK);
    }

    static AccessSettings read(Environment environment) {
        boolean open = environment
                .oneOf("TRUENOW_OPEN_ACCESS", "no", List.of("no", OPEN))
                .equals(OPEN);
        return new AccessSettings(bindAddress(environment, open), hosts(environment));
    }

    private static String bindAddress(Environment environment, boolean open) {
        String bind = environment.text("TRUENOW_BIND");
        if (bind == null || bind.equals(LOOPBACK) || bind.equals("localhost")) {
            return LOOPBACK;
        }
        if (!bind.equals(EVERYWHERE)) {
            environment.problem(
                    "TRUENOW_BIND is to be 127.0.0.1 (this machine only) or 0.0.0.0 (every address of it), not [" + bind
                            + "].");
        } else if (!open) {
            environment.problem("TRUENOW_BIND=[" + bind
                    + "] opens the server to other machines, which needs credentials, and those are not built yet;"
                    + " where everyone who can reach it may read and write everything, set TRUENOW_OPEN_ACCESS=" + OPEN
                    + ".");
        }
        return bind;
    }

    private static Set<String> hosts(Environment environment) {
        Set<String> hosts = new TreeSet<>();
        String text = environment.text("TRUENOW_ALLOWED_HOSTS");
        for (String host : text == null ? new String[0] : text.split(",", -1)) {
            String name = host.strip();
            if (!HOST.matcher(name).matches()) {
                environment.problem(
                        "TRUENOW_ALLOWED_HOSTS is to be a list of host names without ports, with commas between; ["
                                + name + "] is none.");
            }
            hosts.add(name.toLowerCase(Locale.ROOT));
        }
        if (hosts.size() > MAX_HOSTS) {
            environment.problem(
                    "TRUENOW_ALLOWED_HOSTS has [" + hosts.size() + "] names; there may be " + MAX_HOSTS + ".");
        }
        return hosts;
    }
}
